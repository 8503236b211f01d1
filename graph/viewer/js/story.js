// A story: steps with a title, a caption and the nodes that matter in each.
function openStory() {
  const panel = $("story");
  panel.hidden = !G.P.story.length;
  if (panel.hidden) return;
  onChange((changed) => (changed.has("step") || changed.has("language")) && showStep());
  showStep();
}

function showStep() {
  const steps = G.P.story;
  const panel = $("story");
  if (S.step < 0) {
    panel.replaceChildren(el("button", { type: "button", class: "strong", onclick: () => goto(0) }, `${t("story")} ▸`));
    return;
  }
  const step = steps[S.step];
  panel.replaceChildren(
    el("p", { class: "kind" }, t("story"), " · ", t("stepOf", { a: S.step + 1, n: steps.length })),
    el("h2", {}, step.title || ""),
    el("p", {}, step.caption || ""),
    el("div", { class: "actions" },
      el("button", { type: "button", id: "storyBack", disabled: S.step === 0, onclick: () => goto(S.step - 1) }, t("previous")),
      el("button", { type: "button", id: "storyNext", class: "strong", disabled: S.step === steps.length - 1, onclick: () => goto(S.step + 1) }, t("next")),
      el("button", { type: "button", class: "plain", onclick: () => goto(-1) }, t("leaveStory"))));
  say(`${step.title || ""} ${step.caption || ""}`);
}

function goto(step) {
  if (!G.P.story.length || step < -1 || step >= G.P.story.length) return;
  const id = document.activeElement?.id;
  select(-1, { step });
  if (step >= 0 && G.P.story[step].nodes.length) fit(G.P.story[step].nodes);
  if (id && $(id)) $(id).focus();
}
