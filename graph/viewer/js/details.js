// The panel of whatever is selected: a node with its posts, timeline, company and edges; an edge; two nodes; a circle.
const AT_ONCE = 25;
const UNLISTED = new Set(["name", "reports", "spelled"]);

function openDetails() {
  onChange((changed) => {
    if (["selected", "second", "edge", "circle", "comparing", "shown", "language", "ego", "theme"].some((name) => changed.has(name))) showDetails(changed);
  });
}

function showDetails(changed) {
  const panel = $("detail");
  const open = S.edge >= 0 || S.selected >= 0 || S.circle >= 0;
  panel.hidden = !open;
  document.body.classList.toggle("withdetail", open);
  if (!open) {
    panel.replaceChildren();
    return;
  }
  const top = changed.has("selected") || changed.has("edge") || changed.has("second") || changed.has("circle");
  const focused = document.activeElement?.dataset?.key;
  const body = S.edge >= 0 ? edgePanel(S.edge) : S.second >= 0 ? sharedPanel() : S.selected >= 0 ? nodePanel(S.selected) : circlePanel(S.circle);
  panel.replaceChildren(...body.filter(Boolean));
  if (top) panel.scrollTop = 0;
  if (top && S.selected >= 0 && S.second < 0 && covered().bottom) centre(S.selected);
  if (focused) panel.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function heading(glyph, kind, name, onclose) {
  return el("div", { class: "head" }, glyph,
    el("div", { class: "grow" }, el("p", { class: "kind" }, kind), el("h2", {}, name)),
    el("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), "data-key": "close", onclick: onclose }, "×"));
}

const nodeButton = (k, extra = "") => el("button", { type: "button", class: "name", onclick: () => { reveal(k); select(k); if (S.view === "picture") centre(k); } }, G.name[k], extra);

function value(name, found) {
  if (typeof found === "boolean") return t(found ? "yes" : "no");
  if (Array.isArray(found)) return found.join("、");
  return name === "url" ? link(found, found) : String(found);
}

function facts(read, columns, skip = UNLISTED) {
  const rows = [];
  for (const name of Object.keys(columns)) {
    const found = read(name);
    if (skip.has(name) || found === null || found === undefined || found === "") continue;
    rows.push(el("div", {}, el("dt", {}, t(name === "title" && read("url") ? "title_" : name)), el("dd", {}, value(name, found))));
  }
  return rows.length ? el("dl", { class: "facts" }, rows) : null;
}

// --------------------------------------------------------------------------------------------------------------- a node

function nodePanel(k) {
  const kind = kindOf(k);
  return [
    heading(nodeGlyph(kind), kindOne(kind), G.name[k], () => select(-1)),
    S.comparing ? el("p", { class: "hint", role: "status" }, t("compareHint")) : null,
    actions(k),
    facts((name) => prop(k, name), G.P.nodes[G.label[k]].columns),
    measures(k),
    timeline(k),
    kind === "Official" ? company(k) : null,
    edgeLists(k),
  ];
}

function actions(k) {
  const step = (n) => el("button", { type: "button", "aria-pressed": String(S.ego === n), "data-key": `ego${n}`, title: n === 1 ? t("step1") : t("steps", { k: n }), onclick: () => { set({ ego: n }); fit(); } }, n ? String(n) : t("off"));
  return el("div", { class: "actions" },
    el("div", { class: "segments", role: "group", "aria-label": t("neighbourhood") }, el("span", { class: "weak" }, t("neighbourhood")), [0, 1, 2, 3].map(step)),
    el("button", { type: "button", "data-key": "compare", "aria-pressed": String(S.comparing), onclick: () => { set({ comparing: !S.comparing }); if (S.comparing) $("search").focus(); } }, t("compare")),
    el("button", { type: "button", "data-key": "centre", onclick: () => { set({ view: "picture" }); centre(k); } }, t("centre")),
    el("button", { type: "button", "data-key": "copy", onclick: copyLink }, t("copyLink")));
}

async function copyLink() {
  const words = `${location.href.split("#")[0]}#${address()}`;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = el("textarea", { value: words });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(t("copied"));
}

function measures(k) {
  const names = Object.keys(G.P.measures);
  if (!names.length) return null;
  return el("dl", { class: "facts" }, names.filter((name) => G.P.measures[name][k] !== null).map((name) => {
    const values = G.P.measures[name];
    const rank = values.reduce((sum, found) => sum + (found > values[k] ? 1 : 0), 1);
    return el("div", {}, el("dt", {}, name), el("dd", {}, `${+values[k].toPrecision(3)} (#${rank})`));
  }));
}

/** Edges per year as small bars. */
function timeline(k) {
  const perYear = new Map();
  for (const e of edgesOf(k)) {
    if (G.elow[e] === KEEP || typeOf(e) === "REPORTS" || typeOf(e) === "HOLDS" || typeOf(e) === "DIRECTED") continue;
    const year = new Date(G.elow[e] * 864e5).getUTCFullYear();
    perYear.set(year, (perYear.get(year) || 0) + 1);
  }
  if (perYear.size < 2) return null;
  const first = Math.min(...perYear.keys());
  const last = Math.max(...perYear.keys());
  const most = Math.max(...perYear.values());
  const years = Array.from({ length: Math.min(60, last - first + 1) }, (_, i) => first + i);
  return el("section", {}, el("h3", {}, t("timeline")),
    el("ol", { class: "spark" }, years.map((year) => {
      const count = perYear.get(year) || 0;
      const bar = el("span", { class: "bar" });
      bar.style.height = `${Math.round((34 * count) / most)}px`;
      return el("li", { title: `${year}: ${count}` }, bar, el("span", { class: "year" }, years.length > 8 ? `’${String(year).slice(2)}` : String(year)), el("span", { class: "unseen" }, `: ${count}`));
    })));
}

/** Officials at the same meetings, the most frequent first. */
function company(k) {
  const together = new Map();
  for (const meeting of new Set([...edgesOf(k)].filter((e) => V.edge[e] && MEETING_TYPES.has(typeOf(e))).map((e) => other(e, k)))) {
    const seen = new Set();
    for (const e of edgesOf(meeting)) {
      const who = other(e, meeting);
      if (!V.edge[e] || who === k || kindOf(who) !== "Official" || seen.has(who)) continue;
      seen.add(who);
      together.set(who, (together.get(who) || 0) + 1);
    }
  }
  const best = [...together].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  if (!best.length) return null;
  return el("section", {}, el("h3", {}, t("company")), el("ul", { class: "chips" }, best.map(([who, count]) => el("li", {},
    el("button", { type: "button", title: t("meetingsShared", { k: count }), onclick: () => set({ second: who, edge: -1 }) }, G.name[who], el("span", { class: "count" }, String(count)))))));
}

/** Edges by type; where many rest on one sentence (a list of names), the sentence stands once. */
function edgeLists(k) {
  const byType = new Map();
  for (const e of edgesOf(k)) {
    if (typeOf(e) === "REPORTS" && kindOf(k) !== "Report" && S.offEdges.has("REPORTS")) continue;
    if (!byType.has(typeOf(e))) byType.set(typeOf(e), []);
    byType.get(typeOf(e)).push(e);
  }
  if (!byType.size) return el("p", { class: "weak" }, t("noEdges"));
  const order = ["HOLDS", "DIRECTED", "CHAIRED", "SPOKE_AT", "CONVENED", "ATTENDED"];
  const types = [...byType.keys()].sort((a, b) => (order.indexOf(a) + 99) % 100 - (order.indexOf(b) + 99) % 100 || a.localeCompare(b));
  return el("div", {}, types.map((type) => edgeList(k, type, byType.get(type))));
}

function edgeList(k, type, edges) {
  edges.sort((a, b) => (eprop(a, "order") ?? 0) * (kindOf(k) === "Meeting") - (eprop(b, "order") ?? 0) * (kindOf(k) === "Meeting") || G.elow[b] - G.elow[a] || a - b);
  const groups = [];
  const bySentence = new Map();
  for (const e of edges) {
    const key = kindOf(k) === "Meeting" ? eprop(e, "sentence") : null;
    if (key && bySentence.has(key)) bySentence.get(key).push(e);
    else {
      const group = [e];
      if (key) bySentence.set(key, group);
      groups.push(group);
    }
  }
  const items = el("ul", { class: "edges" });
  let shown = 0;
  const more = el("button", { type: "button", class: "plain" });
  const grow = () => {
    items.append(...groups.slice(shown, shown + AT_ONCE).map((group) => edgeItem(k, group)));
    shown = Math.min(groups.length, shown + AT_ONCE);
    more.textContent = t("more", { k: groups.length - shown });
    more.hidden = shown >= groups.length;
  };
  more.addEventListener("click", grow);
  grow();
  return el("section", {}, el("h3", {}, edgeGlyph(type), typeName(type), el("span", { class: "count" }, number(edges.length))), items, more);
}

function edgeItem(k, group) {
  const e = group[0];
  const span = [eprop(e, "seen_first"), eprop(e, "seen_last")].filter(Boolean);
  const date = [...new Set(span)].join(" – ") || eprop(e, "date") || prop(other(e, k), "date");
  const proofs = evidenceOf(e);
  const out = S.from !== null && !inTime(G.elow[e], G.ehigh[e]);
  return el("li", { class: out ? "faint" : "" },
    el("div", { class: "line" },
      group.map((edge) => [nodeButton(other(edge, k)), remark(edge)]),
      date ? el("time", {}, date) : null,
      group.length === 1 ? el("button", { type: "button", class: "plain open", "aria-label": `${t("evidence")}: ${G.name[other(e, k)]}`, title: t("evidence"), onclick: () => set({ edge: e, circle: -1 }) }, "›") : null),
    proofs.length ? proof(proofs[0]) : null,
    proofs.length > 1 ? el("button", { type: "button", class: "plain", onclick: () => set({ edge: e, circle: -1 }) }, t("more", { k: proofs.length - 1 })) : null);
}

function remark(e) {
  const parts = [eprop(e, "title"), eprop(e, "capacity"), eprop(e, "derived") ? t("followsFrom") : null,
    eprop(e, "on_behalf_of") ? t("onBehalfOf", { name: eprop(e, "on_behalf_of") }) : null].filter(Boolean);
  return parts.length ? el("span", { class: "weak" }, parts.join(" · ")) : null;
}

// ------------------------------------------------------------------------------------------- an edge, two nodes, a circle

function edgePanel(e) {
  const proofs = evidenceOf(e);
  return [
    heading(edgeGlyph(typeOf(e)), typeName(typeOf(e)), `${G.name[G.from[e]]} → ${G.name[G.to[e]]}`, () => set({ edge: -1 })),
    el("p", { class: "ends" }, nodeGlyph(kindOf(G.from[e])), nodeButton(G.from[e]), " ", typeName(typeOf(e)), " ", nodeGlyph(kindOf(G.to[e])), nodeButton(G.to[e])),
    facts((name) => eprop(e, name), G.P.edges[G.type[e]].columns, new Set(["sentence", "reports", "posts"])),
    el("section", {}, el("h3", {}, t("evidence")), proofs.length ? proofs.slice(0, 60).map(proof) : el("p", { class: "weak" }, t("noSentence"))),
  ];
}

function sharedPanel() {
  const [a, b] = [S.selected, S.second];
  const both = sharedBy(a, b).sort((x, y) => G.label[x] - G.label[y] || G.low[y] - G.low[x] || x - y);
  const pick = (k, who) => [...edgesOf(k)].filter((e) => V.edge[e] && other(e, k) === who);
  return [
    heading(nodeGlyph(kindOf(a)), number(both.length), t("shared", { a: G.name[a], b: G.name[b] }), () => set({ second: -1 })),
    el("div", { class: "actions" }, nodeButton(a), nodeButton(b), el("button", { type: "button", onclick: () => fit([a, b, ...both]) }, t("centre")), el("button", { type: "button", onclick: copyLink }, t("copyLink"))),
    both.length ? el("ul", { class: "edges" }, both.slice(0, 200).map((k) => el("li", {},
      el("div", { class: "line" }, nodeGlyph(kindOf(k)), nodeButton(k), prop(k, "date") ? el("time", {}, prop(k, "date")) : null),
      [a, b].map((who) => together(who, pick(k, who))))))
      : el("p", { class: "weak" }, t("sharedNone")),
  ];
}

/** All that one did at the same thing; each sentence once. */
function together(who, edges) {
  const proofs = new Map(edges.flatMap((e) => evidenceOf(e).slice(0, 1)).map((found) => [found.sentence, found]));
  if (proofs.size > 1) proofs.delete(null);
  const told = edges.find((e) => eprop(e, "title")) ?? edges[0];
  return el("div", { class: "pair" },
    el("p", {}, el("strong", {}, G.name[who]), " ", [...new Set(edges.map((e) => typeName(typeOf(e))))].join(zh() ? "、" : ", "), " ", remark(told)),
    [...proofs.values()].map(proof));
}

function circlePanel(c) {
  const there = G.links[c];
  const members = byWeight.filter((k) => G.community[k] === c && V.node[k]);
  return [
    heading(null, t("communityN", { k: c + 1 }), nameOf(c).join(" · "), () => set({ circle: -1 })),
    el("div", { class: "actions" },
      there ? el("a", { class: "button", href: there.file }, t("openFile")) : el("button", { type: "button", onclick: () => enter(c) }, t("enter"))),
    el("p", { class: "weak" }, t("members", { k: number(there ? there.nodes : members.length) })),
    el("div", {}, G.kinds.map((kind, label) => {
      const these = [...members].filter((k) => G.label[k] === label);
      if (!these.length || kind === "Report") return null;
      return el("section", {}, el("h3", {}, nodeGlyph(kind), kindName(kind), el("span", { class: "count" }, number(these.length))),
        el("ul", { class: "plainlist" }, these.slice(0, 12).map((k) => el("li", {}, nodeButton(k)))));
    })),
  ];
}
