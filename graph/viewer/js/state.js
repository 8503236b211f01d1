// What the reader has chosen, what follows from it (which nodes and edges are shown), and its form in the address.
const S = {
  language: "en", selected: -1, second: -1, edge: -1, circle: -1, comparing: false, ego: 0,
  offNodes: new Set(), offEdges: new Set(), from: null, to: null, undated: true, least: 0,
  colour: "type", size: "degree", level: "auto", view: "picture", step: -1,
};
const V = { node: null, edge: null, degree: null, nodes: 0, edges: 0, byKind: [], byType: [] };
const FILTERS = new Set([
  "selected", "second", "ego", "offNodes", "offEdges", "from", "to", "undated", "least", "level",
]);
let beginning = null; // the state as the file gives it
const listeners = [];
const onChange = (listener) => listeners.push(listener);

/** Change the state; everything that depends on it is drawn again. */
function set(changes) {
  const changed = new Set(Object.keys(changes).filter((name) => S[name] !== changes[name]));
  if (!changed.size) return;
  Object.assign(S, changes);
  const egoMatters = S.ego > 0 || changed.has("ego");
  if ([...changed].some((name) => FILTERS.has(name) && (egoMatters || (name !== "selected" && name !== "second")))) {
    refilter();
    untangle();
    changed.add("shown");
  }
  for (const listener of listeners) listener(changed);
  remember();
}

function select(node, extra = {}) {
  set({ selected: node, edge: -1, circle: -1, second: -1, comparing: false, ...(node < 0 ? { ego: 0 } : {}), ...extra });
}

function inTime(low, high) {
  if (S.from === null) return true;
  if (low === KEEP) return S.undated;
  return low <= S.to && high >= S.from;
}

function refilter() {
  const { n, m } = G;
  const kindOn = G.kinds.map((kind) => !S.offNodes.has(kind));
  const typeOn = G.types.map((type) => !S.offEdges.has(type));
  const node = new Uint8Array(n);
  const edge = new Uint8Array(m);
  const degree = new Int32Array(n);
  for (let k = 0; k < n; k++) node[k] = kindOn[G.label[k]] && inTime(G.low[k], G.high[k]) ? 1 : 0;
  for (let e = 0; e < m; e++) {
    if (!typeOn[G.type[e]] || !node[G.from[e]] || !node[G.to[e]] || !inTime(G.elow[e], G.ehigh[e])) continue;
    edge[e] = 1;
    degree[G.from[e]]++;
    degree[G.to[e]]++;
  }
  const timed = S.from !== null;
  for (let k = 0; k < n; k++) {
    // Whoever had edges, but none in this period, is not in the picture of this period.
    if (timed && G.low[k] === KEEP && degree[k] === 0 && G.degree[k] > 0) node[k] = 0;
    if (degree[k] < S.least && k !== S.selected && k !== S.second) node[k] = 0;
  }
  if (S.ego > 0 && S.selected >= 0) keepNear(node, edge);
  V.byKind = G.kinds.map(() => 0);
  V.byType = G.types.map(() => 0);
  V.nodes = V.edges = 0;
  for (let k = 0; k < n; k++) {
    if (!node[k]) continue;
    V.nodes++;
    V.byKind[G.label[k]]++;
  }
  for (let e = 0; e < m; e++) {
    if (!edge[e]) continue;
    if (!node[G.from[e]] || !node[G.to[e]]) {
      edge[e] = 0;
      continue;
    }
    V.edges++;
    V.byType[G.type[e]]++;
  }
  Object.assign(V, { node, edge, degree });
}

/** Keep only what lies within the chosen number of steps of the selection, along edges that are shown. */
function keepNear(node, edge) {
  const near = new Uint8Array(G.n);
  let ring = [S.selected, S.second].filter((k) => k >= 0);
  ring.forEach((k) => (near[k] = 1));
  for (let step = 0; step < S.ego; step++) {
    const following = [];
    for (const k of ring) {
      for (const e of edgesOf(k)) {
        const there = other(e, k);
        if (!edge[e] || near[there] || !node[there]) continue;
        near[there] = 1;
        following.push(there);
      }
    }
    ring = following;
  }
  for (let k = 0; k < G.n; k++) node[k] &= near[k];
  for (const k of [S.selected, S.second]) if (k >= 0) node[k] = 1;
}

// ------------------------------------------------------------------------------------------------------- the address

const list = (chosen) => [...chosen].sort().join(",");
const day = (text) => (days(text) || [null])[0];

function address() {
  const words = new URLSearchParams();
  const put = (name, value, usual) => value !== usual && words.set(name, value);
  put("n", S.selected >= 0 ? G.id[S.selected] : "", beginning && beginning.selected >= 0 ? G.id[beginning.selected] : "");
  if (S.second >= 0) words.set("b", G.id[S.second]);
  if (S.edge >= 0) words.set("e", String(S.edge));
  put("ego", S.ego, 0);
  put("xn", list(S.offNodes), list(beginning.offNodes));
  put("xe", list(S.offEdges), list(beginning.offEdges));
  if (S.from !== null) words.set("t", `${iso(S.from)}..${iso(S.to)}`);
  if (!S.undated) words.set("u", "0");
  put("d", S.least, 0);
  put("c", S.colour, beginning.colour);
  put("s", S.size, beginning.size);
  put("lod", S.level, "auto");
  put("v", S.view, "picture");
  put("l", S.language, beginning.language);
  if (S.step >= 0) words.set("step", String(S.step + 1));
  return words.toString();
}

function fromAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const chosen = { ...beginning, offNodes: new Set(beginning.offNodes), offEdges: new Set(beginning.offEdges) };
  const node = (name) => (words.has(name) ? (G.place.get(words.get(name)) ?? -1) : null);
  const whole = (name, most) => Math.max(0, Math.min(most, Math.floor(+words.get(name)) || 0));
  chosen.selected = node("n") ?? chosen.selected;
  chosen.second = node("b") ?? chosen.second;
  if (words.has("e")) chosen.edge = whole("e", G.m - 1);
  chosen.ego = whole("ego", 3);
  if (words.has("xn")) chosen.offNodes = new Set(words.get("xn").split(",").filter((kind) => G.kinds.includes(kind)));
  if (words.has("xe")) chosen.offEdges = new Set(words.get("xe").split(",").filter((type) => G.types.includes(type)));
  const [from, to] = (words.get("t") || "").split("..");
  if (to && day(from) !== null && day(to) !== null) [chosen.from, chosen.to] = [day(from), Math.max(day(from), day(to))];
  chosen.undated = words.get("u") !== "0";
  chosen.least = whole("d", 1e6);
  if (colours().includes(words.get("c"))) chosen.colour = words.get("c");
  if (words.has("s") && sizes().includes(words.get("s"))) chosen.size = words.get("s");
  if (words.get("lod") === "all") chosen.level = "all";
  chosen.view = words.get("v") === "table" ? "table" : "picture";
  if (["en", "zh"].includes(words.get("l"))) chosen.language = words.get("l");
  if (words.has("step")) chosen.step = whole("step", G.P.story.length) - 1;
  return chosen;
}

let pending = 0;
function remember() {
  clearTimeout(pending);
  pending = setTimeout(() => {
    try {
      const words = address();
      history.replaceState(null, "", words ? `#${words}` : location.pathname + location.search);
    } catch {
      // A frame without an address of its own (a notebook) keeps its state to itself.
    }
  }, 150);
}
