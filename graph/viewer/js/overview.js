// The overview of a large graph: one circle for each community, named by who stands in its middle.
let circleNames = null;
let bundles = null;

/** Below this scale single nodes are too small to read. */
function overviewScale() {
  return overviewScale.fixed || (overviewScale.fixed = Math.min(0.45, Math.max(0.15, scaleFor(bounds(G.x.keys())) * 1.7)));
}

function asOverview(scale) {
  if (G.circles.length < 2 || S.level === "all" || S.ego > 0) return false;
  return (G.usual > ALL_AT_ONCE && V.nodes > ALL_AT_ONCE / 3 && scale < overviewScale()) || G.links.length > 0;
}

function circleAt(x, y) {
  return G.circles.findIndex(([cx, cy, r]) => Math.hypot(cx - x, cy - y) <= r);
}

function enter(circle) {
  const [x, y, r] = G.circles[circle];
  const scale = scaleFor({ left: x - r, right: x + r, top: y - r, bottom: y + r });
  moveTo({ x, y }, Math.max(scale, overviewScale() * 1.05));
}

/** Members of each circle that are shown, and the edges between circles. */
function bundle() {
  if (bundles) return bundles;
  const count = G.circles.length;
  const members = new Int32Array(count);
  for (let k = 0; k < G.n; k++) if (V.node[k] && G.community[k] < count) members[G.community[k]]++;
  const between = new Map();
  for (let e = 0; e < G.m; e++) {
    if (!V.edge[e]) continue;
    let [a, b] = [G.community[G.from[e]], G.community[G.to[e]]];
    if (a === b || a >= count || b >= count) continue;
    if (a > b) [a, b] = [b, a];
    between.set(a * count + b, (between.get(a * count + b) || 0) + 1);
  }
  G.links.forEach(({ nodes }, c) => (members[c] = nodes));
  for (const { a, b, edges } of G.P.bundles) between.set(a * count + b, edges);
  bundles = { members, between };
  return bundles;
}

/** A body or place first, then the two best connected officials. */
function nameOf(circle) {
  if (!circleNames) {
    circleNames = G.circles.map((_, c) => G.links[c] ? [G.links[c].name, ...G.links[c].people] : []);
    for (const k of byWeight) {
      const names = circleNames[G.community[k]];
      if (!names || G.links.length) continue;
      const kind = kindOf(k);
      if (!names.body && (kind === "Group" || kind === "Place")) names.body = G.name[k];
      if (kind === "Official" && names.length < 3) names.push(G.name[k]);
    }
    circleNames = circleNames.map((names, c) => {
      const lines = names.body ? [names.body, ...names.slice(0, 2)] : [...names];
      return lines.length ? lines : [t("communityN", { k: c + 1 })];
    });
  }
  return circleNames[circle];
}

function paintGround(ctx) {
  ctx.globalAlpha = dark ? 0.1 : 0.07;
  G.circles.forEach(([x, y, r], c) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 6.2832);
    ctx.fillStyle = communityTint(c);
    ctx.fill();
  });
  ctx.globalAlpha = 1;
}

function paintOverview(ctx, scale) {
  const { members, between } = bundle();
  const count = G.circles.length;
  ctx.strokeStyle = paper.soft;
  let heaviest = 1;
  for (const weight of between.values()) heaviest = Math.max(heaviest, weight);
  const layers = [0, 1, 2, 3].map(() => new Path2D());
  for (const [key, weight] of between) {
    const [a, b] = [Math.floor(key / count), key % count];
    if (!members[a] || !members[b]) continue;
    const layer = layers[Math.min(3, Math.floor((4 * Math.log(weight)) / Math.log(heaviest + 1)))];
    layer.moveTo(G.circles[a][0], G.circles[a][1]);
    layer.lineTo(G.circles[b][0], G.circles[b][1]);
  }
  layers.forEach((path, k) => {
    ctx.globalAlpha = [0.14, 0.22, 0.34, 0.5][k];
    ctx.lineWidth = [0.8, 1.4, 2.4, 4][k] / scale;
    ctx.stroke(path);
  });
  ctx.globalAlpha = 1;
  G.circles.forEach(([x, y, r], c) => {
    if (!members[c]) return;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 6.2832);
    ctx.fillStyle = paper.ground;
    ctx.fill();
    ctx.globalAlpha = dark ? 0.24 : 0.15;
    ctx.fillStyle = communityTint(c);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = (S.circle === c ? 3 : 1.2) / scale;
    ctx.strokeStyle = S.circle === c ? paper.accent : communityTint(c);
    ctx.stroke();
  });
  if (G.links.length) return;
  ctx.fillStyle = paper.soft;
  ctx.beginPath();
  for (let k = 0; k < G.n; k++) {
    if (V.node[k] && G.community[k] >= count) ctx.rect(G.x[k] - 1.2 / scale, G.y[k] - 1.2 / scale, 2.4 / scale, 2.4 / scale);
  }
  ctx.fill();
}

/** Names inside the circles, as large as they have room for. */
function nameCircles(ctx, { scale, left, top }) {
  const { members } = bundle();
  const lines = [];
  ctx.textAlign = "center";
  G.circles.forEach(([x, y, r], c) => {
    const radius = r * scale;
    if (!members[c] || radius < 15) return;
    const size = Math.max(9.5, Math.min(15, radius / 4.2));
    const [name, ...people] = nameOf(c);
    const [cx, cy] = [(x - left) * scale, (y - top) * scale];
    const room = Math.floor((radius * 1.9) / size);
    const rows = [[name, 600, size]];
    if (radius > 40) for (const person of people) rows.push([person, 400, size * 0.9]);
    if (radius > 52) rows.push([number(G.links[c] ? G.links[c].nodes : members[c]), 400, size * 0.82]);
    const total = rows.reduce((sum, [, , high]) => sum + high * 1.3, 0);
    let at = cy - total / 2;
    rows.forEach(([text, weight, high], k) => {
      ctx.font = `${weight} ${high}px ${FONT}`;
      ctx.fillStyle = k === rows.length - 1 && k > 0 && radius > 52 ? paper.soft : paper.ink;
      const shown = shorten(text, Math.max(3, room));
      ctx.fillText(shown, cx, at + high * 0.1);
      lines.push({ circle: c, text: shown, x: cx - (shown.length * high) / 2, y: at, width: shown.length * high, height: high * 1.3 });
      at += high * 1.3;
    });
  });
  ctx.textAlign = "left";
  return lines;
}
