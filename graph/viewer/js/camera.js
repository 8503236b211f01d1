// Camera and gestures: vis-network's, with nothing of its own to draw. Finding what lies under the pointer is ours.
let net = null;
let moving = false;
let resting = 0;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function openCamera() {
  net = new vis.Network($("canvas"), { nodes: [], edges: [] }, {
    autoResize: true, physics: { enabled: false },
    interaction: { dragNodes: false, selectable: false, hover: false, keyboard: { enabled: false }, zoomSpeed: 0.7 },
  });
  net.on("beforeDrawing", paint);
  net.on("afterDrawing", paintLabels);
  net.on("resize", keepScale);
  for (const event of ["dragging", "zoom"]) net.on(event, moved);
  net.on("dragStart", () => hover(-1));
  net.on("click", clicked);
  net.on("doubleClick", doubleClicked);
  const frame = $("canvas");
  frame.addEventListener("pointermove", (event) => pointed(event));
  frame.addEventListener("pointerleave", () => hover(-1));
  const inner = frame.querySelector(".vis-network");
  if (inner) inner.tabIndex = -1; // one stop for the keyboard, ours
}

/** vis-network zooms when its frame changes size; a panel that opens must not move the picture like that. */
function keepScale() {
  const wanted = performance.now() < goal.until ? goal.target : sharp ? { scale: sharp } : null;
  queueMicrotask(() => {
    if (wanted) net.moveTo(wanted);
    redraw();
  });
}
let goal = { until: 0 }; // where an animation leads
let sharp = 0; // the scale as last drawn

function redraw() {
  if (net) net.body.emitter.emit("_requestRedraw");
}

function moved() {
  moving = true;
  hover(-1);
  clearTimeout(resting);
  resting = setTimeout(() => {
    moving = false;
    redraw();
  }, 140);
}

/** The part of the world in view, and the scale. */
function sight() {
  const frame = $("canvas");
  const scale = net.getScale();
  const { x, y } = net.getViewPosition();
  const [w, h] = [frame.clientWidth / 2 / scale, frame.clientHeight / 2 / scale];
  return { scale, left: x - w, right: x + w, top: y - h, bottom: y + h, x, y };
}

function moveTo(position, scale, animate = true) {
  const over = covered();
  const target = { position, scale: Math.max(0.01, Math.min(6, scale)), offset: { x: (over.left - over.right) / 2, y: -over.bottom / 2 } };
  goal = { until: performance.now() + 600, target };
  net.moveTo(animate && !calm.matches ? { ...target, animation: { duration: 320, easingFunction: "easeInOutQuad" } } : target);
  moved();
}

/** Zoom and shift about the middle of the frame. */
function zoomBy(factor, dx = 0, dy = 0) {
  const { x, y } = net.getViewPosition();
  const scale = net.getScale();
  net.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, scale: Math.max(0.01, Math.min(6, scale * factor)) });
  moved();
}

function bounds(nodes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const k of nodes) {
    box.left = Math.min(box.left, G.x[k] - 30);
    box.right = Math.max(box.right, G.x[k] + 30);
    box.top = Math.min(box.top, G.y[k] - 30);
    box.bottom = Math.max(box.bottom, G.y[k] + 30);
  }
  return box;
}

function shownNodes() {
  const shown = [];
  for (let k = 0; k < G.n; k++) if (V.node[k]) shown.push(k);
  return shown;
}

function scaleFor(box, most = 1.6) {
  const frame = $("canvas");
  const over = covered();
  const [width, height] = [frame.clientWidth - over.left - over.right, frame.clientHeight - over.bottom];
  const margin = Math.min(70, width * 0.08);
  const scale = Math.min((width - 2 * margin) / (box.right - box.left), (height - margin) / (box.bottom - box.top));
  return Math.max(0.01, Math.min(most, scale));
}

function fit(nodes = shownNodes(), animate = true) {
  const box = nodes.length && !G.links.length ? bounds(nodes) : circleBounds();
  if (box.left > box.right) return;
  moveTo({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scaleFor(box), animate);
}

function circleBounds() {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [x, y, r] of G.circles) {
    box.left = Math.min(box.left, x - r);
    box.right = Math.max(box.right, x + r);
    box.top = Math.min(box.top, y - r);
    box.bottom = Math.max(box.bottom, y + r);
  }
  return box;
}

/** How much of the frame a panel on top of it covers, in pixels: from the left, the right, the bottom. */
function covered() {
  const frame = $("canvas").getBoundingClientRect();
  const over = { left: 0, right: 0, bottom: 0 };
  for (const id of ["side", "detail"]) {
    const box = $(id).getBoundingClientRect();
    if (!box.width || getComputedStyle($(id)).position !== "absolute") continue;
    if (box.width > frame.width * 0.9) over.bottom = Math.max(over.bottom, frame.bottom - box.top);
    else if (box.left <= frame.left + 1) over.left = box.right - frame.left;
    else over.right = frame.right - box.left;
  }
  return over;
}

/** Bring a node into view, near enough to read its neighbours' names. */
function centre(node, animate = true) {
  const least = G.usual > ALL_AT_ONCE ? Math.max(0.75, overviewScale() * 1.2) : 0.75;
  moveTo({ x: G.x[node], y: G.y[node] }, Math.max(net.getScale(), least), animate);
}

// --------------------------------------------------------------------------------------------------- under the pointer

const CELL = 64;
let grid = null;

function cells() {
  if (grid) return grid;
  grid = new Map();
  for (let k = 0; k < G.n; k++) {
    const key = `${Math.floor(G.x[k] / CELL)},${Math.floor(G.y[k] / CELL)}`;
    const found = grid.get(key);
    if (found) found.push(k);
    else grid.set(key, [k]);
  }
  return grid;
}

function nodeAt(x, y, slack) {
  let best = -1;
  let nearest = Infinity;
  const reach = Math.min(4, Math.ceil((24 + slack) / CELL));
  const [cx, cy] = [Math.floor(x / CELL), Math.floor(y / CELL)];
  for (let i = cx - reach; i <= cx + reach; i++) {
    for (let j = cy - reach; j <= cy + reach; j++) {
      for (const k of cells().get(`${i},${j}`) || []) {
        if (!V.node[k]) continue;
        const gap = Math.hypot(G.x[k] - x, G.y[k] - y) - G.r[k] * boost;
        if (gap < slack && gap < nearest) [best, nearest] = [k, gap];
      }
    }
  }
  return best;
}

function edgeAt(x, y, slack) {
  let best = -1;
  let nearest = slack;
  for (let e = 0; e < G.m; e++) {
    if (!V.edge[e]) continue;
    const [a, b] = [G.from[e], G.to[e]];
    if (Math.min(G.x[a], G.x[b]) - 30 > x || Math.max(G.x[a], G.x[b]) + 30 < x) continue;
    if (Math.min(G.y[a], G.y[b]) - 30 > y || Math.max(G.y[a], G.y[b]) + 30 < y) continue;
    const gap = distanceTo(e, x, y);
    if (gap < nearest) [best, nearest] = [e, gap];
  }
  return best;
}

function distanceTo(e, x, y) {
  const [x1, y1, x2, y2] = [G.x[G.from[e]], G.y[G.from[e]], G.x[G.to[e]], G.y[G.to[e]]];
  const [mx, my] = control(e);
  const steps = G.bend[e] ? 10 : 1;
  let nearest = Infinity;
  let [px, py] = [x1, y1];
  for (let k = 1; k <= steps; k++) {
    const s = k / steps;
    const qx = G.bend[e] ? (1 - s) * (1 - s) * x1 + 2 * s * (1 - s) * mx + s * s * x2 : x2;
    const qy = G.bend[e] ? (1 - s) * (1 - s) * y1 + 2 * s * (1 - s) * my + s * s * y2 : y2;
    const [dx, dy] = [qx - px, qy - py];
    const along = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(px + along * dx - x, py + along * dy - y));
    [px, py] = [qx, qy];
  }
  return nearest;
}

function clicked({ pointer, event }) {
  const { x, y } = pointer.canvas;
  const scale = net.getScale();
  const touch = event && event.pointerType === "touch";
  if (asOverview(scale)) {
    const circle = circleAt(x, y);
    if (circle >= 0) {
      set({ selected: -1, second: -1, edge: -1, ego: 0, comparing: false, circle });
      return;
    }
  }
  const node = nodeAt(x, y, (touch ? 16 : 5) / scale);
  if (node >= 0) {
    const together = S.comparing || (event && event.srcEvent && event.srcEvent.shiftKey);
    if (together && S.selected >= 0 && node !== S.selected) set({ second: node, comparing: false, edge: -1 });
    else select(node);
    return;
  }
  const edge = edgeAt(x, y, (touch ? 12 : 5) / scale);
  if (edge >= 0) set({ edge, circle: -1 });
  else select(-1);
}

function doubleClicked({ pointer }) {
  const { x, y } = pointer.canvas;
  const scale = net.getScale();
  const circle = asOverview(scale) ? circleAt(x, y) : -1;
  if (circle >= 0) {
    enter(circle);
    return;
  }
  const node = nodeAt(x, y, 5 / scale);
  if (node >= 0) select(node, { ego: S.ego && S.selected === node ? 0 : 1 });
}

let hovered = -1;
let asked = 0;
function pointed(event) {
  if (moving || event.pointerType === "touch" || asked) return;
  asked = requestAnimationFrame(() => {
    asked = 0;
    const box = $("canvas").getBoundingClientRect();
    const at = net.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
    const over = asOverview(net.getScale());
    hover(over && circleAt(at.x, at.y) >= 0 ? -1 : nodeAt(at.x, at.y, 3 / net.getScale()), event.clientX - box.left, event.clientY - box.top);
  });
}

function hover(node, x = 0, y = 0) {
  const tip = $("tip");
  if (node >= 0) {
    tip.style.transform = `translate(${Math.min(x + 14, $("canvas").clientWidth - 240)}px, ${y + 14}px)`;
  }
  if (node === hovered) return;
  hovered = node;
  tip.hidden = node < 0;
  $("canvas").classList.toggle("over", node >= 0);
  if (node >= 0) {
    tip.replaceChildren(el("strong", {}, G.name[node]), el("span", {}, `${kindOne(kindOf(node))} · ${V.degree[node]}`));
  }
  redraw();
}
