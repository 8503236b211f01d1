// The side panel: legend and filters are one thing, with counts of what is shown.
function openFilters() {
  onChange((changed) => {
    if (changed.has("shown") || changed.has("language") || changed.has("colour") || changed.has("size") || changed.has("theme")) fillFilters();
  });
  const button = $("openFilters");
  const toggle = (open) => {
    document.body.classList.toggle("noside", !open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => toggle(document.body.classList.contains("noside")));
  button.hidden = G.links.length > 0; // an overview of pages holds nothing to filter
  toggle(matchMedia("(min-width: 900px)").matches && !button.hidden);
}

function fillFilters() {
  const focused = document.activeElement?.dataset?.key;
  $("side").replaceChildren(
    legend("nodesLegend", G.kinds, "offNodes", V.byKind, (k) => G.P.nodes[k].count, nodeGlyph, kindName),
    legend("edgesLegend", G.types, "offEdges", V.byType, (k) => G.P.edges[k].count, edgeGlyph, typeName),
    el("section", { class: "choices" },
      choice("colourBy", "colour", colours().map((by) => [by, t({ type: "byType", community: "byCommunity", circle: "byCircle" }[by])])),
      choice("sizeBy", "size", sizes().map((name) => [name, ["degree", "reports"].includes(name) ? t(name) : name])),
      G.usual > ALL_AT_ONCE ? choice("detailLevel", "level", [["auto", t("auto")], ["all", t("everything")]]) : null,
      least()),
    el("button", { type: "button", class: "plain", "data-key": "reset", onclick: resetAll }, t("reset")),
  );
  if (focused) $("side").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function legend(title, kinds, field, shown, total, glyph, name) {
  const change = (off) => set({ [field]: off });
  return el("section", {},
    el("h2", {}, t(title), el("span", { class: "small" },
      el("button", { type: "button", class: "plain", "data-key": `${field}all`, "aria-label": `${t(title)}: ${t("all")}`, onclick: () => change(new Set()) }, t("all")),
      el("button", { type: "button", class: "plain", "data-key": `${field}none`, "aria-label": `${t(title)}: ${t("none")}`, onclick: () => change(new Set(kinds)) }, t("none")))),
    el("ul", { class: "legend" }, kinds.map((kind, k) => el("li", {}, el("label", {},
      el("input", {
        type: "checkbox", checked: !S[field].has(kind), "data-key": `${field}:${kind}`,
        onchange: (event) => {
          const off = new Set(S[field]);
          if (event.target.checked) off.delete(kind);
          else off.add(kind);
          change(off);
        },
      }),
      glyph(kind), el("span", { class: "grow" }, name(kind)),
      el("span", { class: "count", title: `${number(shown[k])} / ${number(total(k))}` }, number(S[field].has(kind) ? total(k) : shown[k])))))));
}

function choice(title, field, options) {
  return el("label", { class: "row" }, el("span", {}, t(title)),
    el("select", { "data-key": field, onchange: (event) => set({ [field]: event.target.value }) },
      options.map(([value, text]) => el("option", { value, selected: S[field] === value }, text))));
}

function least() {
  return el("label", { class: "row" }, el("span", {}, t("minDegree")),
    el("input", {
      type: "number", min: 0, max: 9999, value: S.least, "data-key": "least", inputMode: "numeric",
      oninput: (event) => set({ least: Math.max(0, Math.floor(+event.target.value) || 0) }),
    }));
}

function resetAll() {
  set({ ...beginning, offNodes: new Set(beginning.offNodes), offEdges: new Set(beginning.offEdges), selected: -1, second: -1,
    edge: -1, circle: -1, comparing: false, language: S.language, view: S.view, step: -1 });
  fillFilters();
  fit();
}
