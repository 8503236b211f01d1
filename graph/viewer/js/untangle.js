// A neighbourhood is laid out anew, on its own: stress majorisation on the few nodes that are shown. Leaving it puts
// everything back where it was.
const UNTANGLED = 260; // nodes; the work grows with the square
let kept = null;

function untangle() {
  if (kept) {
    G.x.set(kept.x);
    G.y.set(kept.y);
    kept = null;
    grid = null;
  }
  if (!S.ego || S.selected < 0 || V.nodes > UNTANGLED || V.nodes < 3) return;
  const nodes = shownNodes();
  const steps = stepsBetween(nodes);
  const [x, y] = settle(nodes, steps);
  kept = { x: G.x.slice(), y: G.y.slice() };
  nodes.forEach((k, i) => {
    G.x[k] = kept.x[S.selected] + x[i];
    G.y[k] = kept.y[S.selected] + y[i];
  });
  grid = null;
}

/** Steps between all pairs of these nodes, along edges that are shown. */
function stepsBetween(nodes) {
  const n = nodes.length;
  const place = new Map(nodes.map((k, i) => [k, i]));
  const near = nodes.map((k) => [...new Set([...edgesOf(k)].filter((e) => V.edge[e]).map((e) => place.get(other(e, k))))].filter((i) => i !== undefined));
  const steps = new Float32Array(n * n).fill(4);
  for (let i = 0; i < n; i++) {
    let ring = [i];
    const seen = new Uint8Array(n);
    seen[i] = 1;
    for (let far = 0; ring.length; far++) {
      const following = [];
      for (const j of ring) {
        steps[i * n + j] = far;
        for (const k of near[j]) {
          if (seen[k]) continue;
          seen[k] = 1;
          following.push(k);
        }
      }
      ring = following;
    }
  }
  return steps;
}

function settle(nodes, steps) {
  const n = nodes.length;
  const length = 80 + 2.2 * Math.sqrt(n) * 4;
  const centre_ = nodes.indexOf(S.selected);
  let x = new Float32Array(n);
  let y = new Float32Array(n);
  nodes.forEach((k, i) => {
    // Where they stand already says in which direction; a spiral gives the distance.
    const angle = Math.atan2(G.y[k] - G.y[S.selected], G.x[k] - G.x[S.selected]) + i * 1e-3;
    const far = steps[centre_ * n + i] * length * (0.8 + 0.4 * ((i * 0.618) % 1));
    x[i] = far * Math.cos(angle);
    y[i] = far * Math.sin(angle);
  });
  for (let round = 0; round < 70; round++) {
    const [u, v] = [new Float32Array(n), new Float32Array(n)];
    for (let i = 0; i < n; i++) {
      let [sx, sy, total] = [0, 0, 0];
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const wanted = steps[i * n + j] * length;
        const weight = 1 / (wanted * wanted);
        const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
        const gap = Math.hypot(dx, dy) || 1;
        sx += weight * (x[j] + (wanted * dx) / gap);
        sy += weight * (y[j] + (wanted * dy) / gap);
        total += weight;
      }
      u[i] = sx / total;
      v[i] = sy / total;
    }
    [x, y] = [u, v];
  }
  const [cx, cy] = [x[centre_], y[centre_]];
  return [x.map((a) => a - cx), y.map((a) => a - cy)];
}
