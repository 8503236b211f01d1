// The keyboard: everything that the pointer can do.
const STEP = 90;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function openKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing && event.key !== "Escape") return;
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      act(event);
    } else if (event.target === $("canvas")) {
      onCanvas(event);
    }
  });
}

const KEYS = {
  "/": () => $("search").focus(),
  "?": () => openHelp(true),
  Escape: () => (S.comparing ? set({ comparing: false }) : S.edge >= 0 ? set({ edge: -1 }) : S.second >= 0 ? set({ second: -1 }) : S.step >= 0 ? goto(-1) : select(-1)),
  t: () => set({ view: S.view === "table" ? "picture" : "table" }),
  f: () => $("openFilters").click(),
  c: () => S.selected >= 0 && (set({ comparing: true }), $("search").focus()),
  "[": () => shift(-1),
  "]": () => shift(1),
  p: () => T.bins.length > 1 && play(!T.playing),
  n: () => goto(S.step + 1),
  b: () => S.step > 0 && goto(S.step - 1),
  ...Object.fromEntries([0, 1, 2, 3].map((k) => [String(k), () => S.selected >= 0 && (set({ ego: k }), fit())])),
};

function onCanvas(event) {
  const arrow = ARROWS[event.key];
  if (arrow && S.selected >= 0 && !event.shiftKey) walk(...arrow);
  else if (arrow) {
    zoomBy(1, arrow[0] * STEP, arrow[1] * STEP);
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-" || event.key === "_") zoomBy(0.8);
  else if (event.key === "Home" || event.key === "a") fit();
  else if (event.key === "Enter" || event.key === " ") enterKey();
  else return;
  event.preventDefault();
}

/** Walk to the neighbour that lies most in this direction. */
function walk(dx, dy) {
  let best = -1;
  let nearest = Infinity;
  for (const e of edgesOf(S.selected)) {
    const k = other(e, S.selected);
    if (!V.edge[e] || k === S.selected) continue;
    const [ax, ay] = [G.x[k] - G.x[S.selected], G.y[k] - G.y[S.selected]];
    const along = ax * dx + ay * dy;
    if (along <= 0) continue;
    const cost = along + 2.5 * Math.abs(ax * dy - ay * dx);
    if (cost < nearest) [best, nearest] = [k, cost];
  }
  if (best < 0) return;
  select(best, { ego: 0 });
  centre(best);
}

/** Without a selection: the most connected node in view, or the circle nearest to the middle; with one: its details. */
function enterKey() {
  if (S.selected >= 0 || S.edge >= 0 || S.circle >= 0) {
    if (S.circle >= 0 && !$("detail").hidden && S.selected < 0) {
      $("detail").querySelector("button, a").focus();
      return;
    }
    $("detail").focus();
    return;
  }
  const view = sight();
  if (asOverview(view.scale)) {
    const gaps = G.circles.map(([x, y, r]) => Math.hypot(x - view.x, y - view.y) - r / 2);
    set({ circle: gaps.indexOf(Math.min(...gaps)) });
    return;
  }
  for (const k of byWeight) {
    if (V.node[k] && G.x[k] > view.left && G.x[k] < view.right && G.y[k] > view.top && G.y[k] < view.bottom) {
      select(k);
      return;
    }
  }
}

function openHelp(open) {
  const dialog = $("help");
  const keys = [["/", "keySearch"], ["← ↑ ↓ →", "keyMove"], ["+ − Home", "keyZoom"], ["Enter", "keyEnter"], ["1 2 3 0", "keySteps"], ["c", "keyCompare"],
    ["t", "keyTable"], ["f", "filters"], ["[ ] p", "keyTime"], ["b n", "keyStory"], ["Esc", "keyEscape"]];
  dialog.replaceChildren(
    el("div", { class: "head" }, el("h2", { class: "grow" }, t("aboutTitle")), el("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => dialog.close() }, "×")),
    el("p", {}, t("about")), el("p", {}, t("mouse")), el("h3", {}, t("keys")),
    el("dl", { class: "keys" }, keys.map(([key, word]) => el("div", {}, el("dt", {}, key.split(" ").map((part) => el("kbd", {}, part))), el("dd", {}, t(word))))));
  if (open) dialog.showModal();
  $("openHelp").setAttribute("aria-expanded", String(open));
}
