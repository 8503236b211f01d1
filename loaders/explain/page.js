"use strict";
// A click on a mention shows its rows; a click on a row shows its mention.
document.addEventListener("click", (event) => {
  const mention = event.target.closest("[data-m]");
  const row = event.target.closest("tr[id]");
  if (!mention && !row) return;
  document.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
  const chosen = mention
    ? mention.dataset.m.split(" ").map((id) => document.getElementById(id))
    : [...document.querySelectorAll('[data-m~="' + row.id + '"]')];
  chosen.forEach((node) => node.classList.add("chosen"));
  if (chosen.length) chosen[0].scrollIntoView({ block: "center" });
});
document.body.classList.add("ready");
