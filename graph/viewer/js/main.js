// Opening: unpack, restore the state from the address, draw, listen.
async function open_() {
  if (typeof DecompressionStream === "undefined") throw new Error(t("tooOld"));
  const P = await unpack($("payload").textContent);
  $("payload").remove();
  [WORDS, LOOK] = [P.words, P.look];
  build(P);
  const start = P.start;
  beginning = {
    ...S, language: start.language, colour: start.colour, size: sizes().includes(start.size) ? start.size : "degree", selected: start.focus, second: start.second,
    offNodes: new Set(start.hidden.filter((kind) => G.kinds.includes(kind))),
    offEdges: new Set(start.hidden.filter((type) => G.types.includes(type))),
  };
  for (let k = 0; k < G.n; k++) if (!beginning.offNodes.has(kindOf(k))) G.usual++;
  Object.assign(S, fromAddress());
  readScheme();
  resize();
  weigh();
  refilter();
  untangle();
  translate();
  openCamera();
  openFilters();
  openTime();
  openDetails();
  openTable();
  openSearch();
  openStory();
  openExport();
  openKeys();
  openButtons();
  onChange(react);
  fillFilters();
  react(new Set(["shown", "language"]));
  showDetails(new Set(["selected"]));
  showView();
  if (S.view === "table") fillTable();
  net.setSize("100%", "100%"); // of the frame as it is now
  if (S.step >= 0 && G.P.story[S.step].nodes.length) fit(G.P.story[S.step].nodes, false);
  else fit(undefined, false);
  if (S.selected >= 0 && !S.ego && G.n > 60) centre(S.selected, false);
  if (P.home) {
    $("home").href = P.home;
    $("home").hidden = false;
  }
  document.body.classList.add("ready");
  window.huiyi = Object.freeze({
    state: S, shown: V, graph: G, set, select, find, fit, labels: () => placed, sight, evidenceOf, redraw,
    onScreen: (k) => net.canvasToDOM({ x: G.x[k], y: G.y[k] }), openedAt: performance.now(),
  });
  setTimeout(indexed, 300); // search answers at once when it is first asked
}

/** What every change asks for. */
function react(changed) {
  if (changed.has("language")) {
    translate();
    circleNames = null;
  }
  if (changed.has("size")) {
    resize();
    weigh();
  }
  if (changed.has("shown")) bundles = null;
  if (changed.has("shown") || changed.has("size") || changed.has("colour") || changed.has("theme")) stale();
  else {
    scene.focus = null;
    redraw();
  }
  $("empty").hidden = V.nodes > 0 || G.links.length > 0;
  if (G.links.length) say(t("circlesShown", { k: G.circles.length, n: number(G.links.reduce((sum, { nodes }) => sum + nodes, 0)) }));
  else if (changed.has("selected") && S.selected >= 0) say(t("selected", { name: G.name[S.selected], k: V.degree[S.selected] }));
  else if (changed.has("selected") && S.selected < 0 && !changed.has("shown")) say(t("cleared"));
  else if (changed.has("shown") || changed.has("language")) say(t("showing", { n: number(V.nodes), N: number(G.n), m: number(V.edges), M: number(G.m) }));
}

function openButtons() {
  $("zoomIn").addEventListener("click", () => zoomBy(1.4));
  $("zoomOut").addEventListener("click", () => zoomBy(1 / 1.4));
  $("fit").addEventListener("click", () => fit());
  $("openHelp").addEventListener("click", () => openHelp(true));
  $("help").addEventListener("close", () => openHelp(false));
  $("language").addEventListener("click", () => set({ language: zh() ? "en" : "zh" }));
  $("theme").addEventListener("click", () => scheme(dark ? "light" : "dark"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => scheme());
  addEventListener("hashchange", () => {
    const next = fromAddress();
    const selected = next.selected !== S.selected && next.selected >= 0;
    set(next);
    if (selected) centre(S.selected);
  });
  $("theme").textContent = "◐";
}

function scheme(chosen) {
  if (chosen) document.documentElement.dataset.theme = chosen;
  readScheme();
  for (const listener of listeners) listener(new Set(["theme"]));
}

open_().catch((error) => {
  const place = $("trouble");
  place.hidden = false;
  place.textContent = WORDS.failed ? t("failed", { why: error.message }) : `The graph could not be opened: ${error.message}`;
  console.error(error);
});
