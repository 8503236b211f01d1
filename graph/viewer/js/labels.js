// Names: at constant size on the screen, the best connected first, never on top of each other.
const SIZE = 12.5;
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
let byWeight = null; // all nodes, the most important first
let widths = null;
let placed = []; // what stands on the screen now: tests and export read it

function weigh() {
  const score = new Float64Array(G.n);
  const bonus = { Official: 1.5, Group: 1.4, Place: 1.2 };
  for (let k = 0; k < G.n; k++) score[k] = (1 + sizeValue(k)) * (bonus[kindOf(k)] || 1);
  byWeight = Int32Array.from({ length: G.n }, (_, k) => k).sort((a, b) => score[b] - score[a] || a - b);
}

function shorten(text, most) {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : text;
}

/** Rows of 8 pixels hold the spans taken in them: a cheap test whether a box is free. */
class Rows {
  constructor() {
    this.rows = new Map();
  }
  free(x0, y0, x1, y1) {
    for (let row = Math.floor(y0 / 8); row <= Math.floor(y1 / 8); row++) {
      const spans = this.rows.get(row);
      if (!spans) continue;
      for (let k = 0; k < spans.length; k += 2) if (spans[k] < x1 && spans[k + 1] > x0) return false;
    }
    return true;
  }
  take(x0, y0, x1, y1) {
    for (let row = Math.floor(y0 / 8); row <= Math.floor(y1 / 8); row++) {
      const spans = this.rows.get(row);
      if (spans) spans.push(x0, x1);
      else this.rows.set(row, [x0, x1]);
    }
  }
}

function placeLabels(ctx, view, width, height) {
  const { scale, left, top } = view;
  const taken = new Rows();
  const discs = new Rows();
  const result = [];
  const most = Math.max(24, Math.min(moving ? 70 : 170, (width * height) / 8000));
  const { nodes: stress, any } = focus();
  const inView = [];
  const see = (k) => {
    if (!V.node[k]) return;
    const [x, y] = [(G.x[k] - left) * scale, (G.y[k] - top) * scale];
    if (x > -40 && x < width + 40 && y > -20 && y < height + 20) inView.push([k, x, y]);
  };
  const first = [S.selected, S.second, hovered].filter((k) => k >= 0);
  for (const k of first) see(k);
  if (any) for (const k of byWeight) { if (stress.has(k) && !first.includes(k)) see(k); }
  const strong = inView.length;
  if (!any || V.nodes <= 150) for (const k of byWeight) { if (!first.includes(k) && !(any && stress.has(k))) see(k); }
  if (inView.length < 900 && !moving) {
    for (const [k, x, y] of inView) {
      const r = G.r[k] * boost * scale * 0.85;
      if (r > 2) discs.take(x - r, y - r, x + r, y + r);
    }
  }
  const chosen = new Rows(); // nothing is ever written across what is selected
  for (const [k, x, y] of inView.slice(0, first.length)) {
    const r = G.r[k] * boost * scale;
    chosen.take(x - r, y - r, x + r, y + r);
  }
  let tries = 0;
  for (const [place, [k, x, y]] of inView.entries()) {
    if (result.length >= most || ++tries > most * 5) break;
    const text = shorten(G.name[k], place < strong ? 24 : 14);
    const wide = measure(ctx, k, text);
    const r = Math.max(3, G.r[k] * boost * scale * 1.15) + 2;
    const spots = [[x - wide / 2, y + r], [x + r + 2, y - SIZE * 0.6], [x - wide / 2, y - r - SIZE * 1.2], [x - r - wide - 2, y - SIZE * 0.6]];
    const open = spots.filter(([a, b]) => (place < first.length || (a > 2 && a + wide < width - 2)) && taken.free(a - 2, b, a + wide + 2, b + SIZE * 1.2) && (place < first.length || chosen.free(a, b + 2, a + wide, b + SIZE)));
    const best = open.find(([a, b]) => discs.free(a, b + 2, a + wide, b + SIZE)) || (place < Math.max(strong, 30) ? open[0] : null);
    if (!best) continue;
    taken.take(best[0] - 2, best[1], best[0] + wide + 2, best[1] + SIZE * 1.2);
    result.push({ node: k, text, x: best[0], y: best[1], width: wide, height: SIZE * 1.2, bold: first.includes(k), faint: any && place >= strong });
  }
  return result;
}

function measure(ctx, k, text) {
  if (!widths) widths = new Map();
  const key = text.length === G.name[k].length ? k : -1 - k * 64 - text.length;
  let wide = widths.get(key);
  if (wide === undefined) widths.set(key, (wide = ctx.measureText(text).width));
  return wide;
}

function paintLabels(ctx) {
  if (!G || S.view === "table") return;
  const frame = $("canvas");
  const view = sight();
  const ratio = ctx.canvas.width / frame.clientWidth || 1;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  ctx.font = `${SIZE}px ${FONT}`;
  if (asOverview(view.scale)) {
    placed = nameCircles(ctx, view);
  } else {
    placed = placeLabels(ctx, view, frame.clientWidth, frame.clientHeight);
    ctx.lineWidth = 3;
    ctx.lineJoin = "round";
    ctx.strokeStyle = paper.ground;
    for (const { text, x, y, bold, faint } of placed) {
      ctx.fillStyle = faint ? paper.soft : paper.ink;
      if (bold) ctx.font = `600 ${SIZE}px ${FONT}`;
      if (!moving) ctx.strokeText(text, x, y + 1);
      ctx.fillText(text, x, y + 1);
      if (bold) ctx.font = `${SIZE}px ${FONT}`;
    }
  }
  ctx.restore();
}
