// Colours, shapes and sizes. Colour is never alone: nodes differ by shape too, edges by width and dash.
let LOOK = null;
let dark = false;
const paper = {};

function readScheme() {
  const chosen = document.documentElement.dataset.theme;
  dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "ink", "soft", "line", "accent", "card"]) paper[name] = style.getPropertyValue(`--${name}`).trim();
}

const nodeLook = (kind) => LOOK.nodes[kind] || LOOK.other;
const edgeLook = (type) => LOOK.edges[type] || LOOK.other;
const tint = (look) => (dark ? look.dark : look.light);
const kindName = (kind) => (LOOK.nodes[kind] ? LOOK.nodes[kind][zh() ? "zh" : "en"] : kind);
const kindOne = (kind) => (LOOK.nodes[kind] ? LOOK.nodes[kind][zh() ? "zh" : "one"] : kind);
const typeName = (type) => (LOOK.edges[type] ? LOOK.edges[type][zh() ? "zh" : "en"] : type);

function communityTint(community) {
  const palette = LOOK.communities[dark ? "dark" : "light"];
  return palette[community % palette.length];
}
function nodeTint(node) {
  if (S.colour === "community") return communityTint(G.community[node]);
  if (S.colour === "circle") return G.P.circle[node] >= 0 ? communityTint(G.P.circle[node]) : paper.soft;
  return tint(nodeLook(kindOf(node)));
}
const colours = () => ["type", "community", ...(G.P.circle.length ? ["circle"] : [])];

const sizes = () => ["degree", "reports", ...Object.keys(G.P.measures)];

function sizeValue(node) {
  if (S.size === "degree") return G.degree[node];
  if (S.size === "reports") return prop(node, "reports") || 0;
  return G.P.measures[S.size]?.[node] || 0;
}

/** Radii: area grows with the measure, within bounds that keep neighbours apart. */
function resize() {
  let most = 0;
  const value = new Float64Array(G.n);
  const reports = G.kinds.indexOf("Report");
  for (let k = 0; k < G.n; k++) {
    value[k] = sizeValue(k);
    if (G.label[k] !== reports && value[k] > most) most = value[k];
  }
  for (let k = 0; k < G.n; k++) {
    const base = nodeLook(kindOf(k)).size;
    G.r[k] = base * 0.85 + 9 * Math.sqrt(Math.min(1, most ? value[k] / most : 0));
  }
}

/** Add the outline of a shape around (x, y) to a path. */
function outline(path, shape, x, y, r) {
  if (shape === "circle") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 6.2832);
  } else if (shape === "square") {
    path.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
  } else if (shape === "page") {
    path.rect(x - r * 0.7, y - r, r * 1.4, r * 2);
  } else {
    const corners = CORNERS[shape] || CORNERS.diamond;
    corners.forEach(([dx, dy], k) => (k ? path.lineTo(x + dx * r, y + dy * r) : path.moveTo(x + dx * r, y + dy * r)));
    path.closePath();
  }
}
const CORNERS = {
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  triangle: [[0, -1.15], [1.1, 0.8], [-1.1, 0.8]],
  hexagon: [0, 1, 2, 3, 4, 5].map((k) => [1.1 * Math.cos((k * Math.PI) / 3), 1.1 * Math.sin((k * Math.PI) / 3)]),
};

/** The same shape as SVG path data, for the legend and for export. */
function outlineData(shape, x, y, r) {
  const parts = [];
  const at = (a, b) => `${+a.toFixed(2)} ${+b.toFixed(2)}`;
  outline(
    {
      moveTo: (a, b) => parts.push(`M${at(a, b)}`),
      lineTo: (a, b) => parts.push(`L${at(a, b)}`),
      closePath: () => parts.push("Z"),
      rect: (a, b, w, h) => parts.push(`M${at(a, b)}h${+w.toFixed(2)}v${+h.toFixed(2)}h${-w.toFixed(2)}Z`),
      arc: (a, b, s) => parts.push(`A${at(s, s)} 0 1 1 ${at(a - s, b)}A${at(s, s)} 0 1 1 ${at(a + s, b)}Z`),
    },
    shape, x, y, r,
  );
  return parts.join("");
}

function nodeGlyph(kind) {
  const look = nodeLook(kind);
  return svg("svg", { viewBox: "0 0 20 20", class: "glyph", "aria-hidden": "true" },
    svg("path", { d: outlineData(look.shape, 10, 10, 6.5), fill: tint(look) }));
}

function edgeGlyph(type) {
  const look = edgeLook(type);
  return svg("svg", { viewBox: "0 0 26 20", class: "glyph wide", "aria-hidden": "true" },
    svg("line", { x1: 1, x2: 25, y1: 10, y2: 10, stroke: tint(look), "stroke-width": Math.max(1.4, look.width * 1.3),
      "stroke-dasharray": look.dash.join(" ") || "none" }));
}
