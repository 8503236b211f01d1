// The canvas layer: edges as one cached path per type, nodes as one per look. Paths live in world units, so that
// moving the camera costs a few strokes, whatever the size of the graph.
const ALL_AT_ONCE = 1500;
const MANY = 4000; // edges; above it they are copied as a picture while the view moves
const scene = { edges: null, heads: null, nodes: null, focus: null, copy: null };

let boost = 1; // nodes are drawn larger when seen from afar, so that they stay visible

/** Steps of a quarter, so that the cached paths serve many scales. */
function boostFor(scale) {
  return Math.min(1.75, Math.max(1, Math.ceil((0.62 / scale) * 4) / 4));
}

function stale(...parts) {
  for (const part of parts.length ? parts : Object.keys(scene)) scene[part] = null;
  redraw();
}

/** The middle point that bends an edge. */
function control(e) {
  const [a, b] = [G.from[e], G.to[e]];
  const [dx, dy] = [G.x[b] - G.x[a], G.y[b] - G.y[a]];
  const length = Math.hypot(dx, dy) || 1;
  const off = G.bend[e] * 2;
  return [(G.x[a] + G.x[b]) / 2 - (dy / length) * off, (G.y[a] + G.y[b]) / 2 + (dx / length) * off];
}

function addEdge(path, e) {
  const [a, b] = [G.from[e], G.to[e]];
  if (a === b) {
    path.moveTo(G.x[a], G.y[a]);
    path.bezierCurveTo(G.x[a] - 30, G.y[a] - 40, G.x[a] + 30, G.y[a] - 40, G.x[a], G.y[a]);
    return;
  }
  path.moveTo(G.x[a], G.y[a]);
  if (G.bend[e]) path.quadraticCurveTo(...control(e), G.x[b], G.y[b]);
  else path.lineTo(G.x[b], G.y[b]);
}

/** An arrow head where the edge meets its end. */
function addHead(path, e, size) {
  const [a, b] = [G.from[e], G.to[e]];
  if (a === b) return;
  const [cx, cy] = G.bend[e] ? control(e) : [G.x[a], G.y[a]];
  const [dx, dy] = [G.x[b] - cx, G.y[b] - cy];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const back = G.r[b] * boost + 1.5;
  const [tx, ty] = [G.x[b] - ux * back, G.y[b] - uy * back];
  path.moveTo(tx, ty);
  path.lineTo(tx - ux * size - uy * size * 0.42, ty - uy * size + ux * size * 0.42);
  path.lineTo(tx - ux * size + uy * size * 0.42, ty - uy * size - ux * size * 0.42);
  path.closePath();
}

function edgePaths() {
  if (scene.edges) return scene.edges;
  scene.edges = G.types.map(() => new Path2D());
  for (let e = 0; e < G.m; e++) if (V.edge[e]) addEdge(scene.edges[G.type[e]], e);
  return scene.edges;
}

function headPaths() {
  if (scene.heads) return scene.heads;
  scene.heads = G.types.map(() => new Path2D());
  for (let e = 0; e < G.m; e++) if (V.edge[e]) addHead(scene.heads[G.type[e]], e, 4 + edgeLook(typeOf(e)).width);
  return scene.heads;
}

/** Paths of the nodes in view. Large graphs keep one set for each community, made when it first comes into view. */
function nodePaths() {
  if (!scene.nodes) scene.nodes = new Map();
  const made = (part, members) => {
    if (!scene.nodes.has(part)) {
      const paths = new Map();
      for (const k of members) if (V.node[k]) addNode(paths, k);
      scene.nodes.set(part, paths);
    }
    return [...scene.nodes.get(part)];
  };
  if (G.usual <= ALL_AT_ONCE || kept) return made(-1, G.x.keys());
  const { left, right, top, bottom } = sight();
  const near = 80; // what stands beside its circle: reports, bent outlines
  const inView = membersOf().map((members, c) => {
    const [x, y, r] = G.circles[c] || [0, 0, Infinity];
    const away = Math.hypot(x - Math.max(left, Math.min(right, x)), y - Math.max(top, Math.min(bottom, y)));
    return away <= r + near ? made(c, members) : [];
  });
  return inView.flat();
}

/** Nodes by community; the last list holds those that stand in none. */
function membersOf() {
  if (!membersOf.lists) {
    membersOf.lists = Array.from({ length: G.circles.length + 1 }, () => []);
    for (let k = 0; k < G.n; k++) membersOf.lists[Math.min(G.community[k], G.circles.length)].push(k);
  }
  return membersOf.lists;
}

function addNode(paths, k) {
  const fill = nodeTint(k);
  let path = paths.get(fill);
  if (!path) paths.set(fill, (path = new Path2D()));
  outline(path, nodeLook(kindOf(k)).shape, G.x[k], G.y[k], G.r[k] * boost);
}

/** What stands out: the selection with what it touches, two with what they share, one edge, a step of the story. */
function focus() {
  if (scene.focus) return scene.focus;
  const nodes = new Set();
  const edges = [];
  const take = (e) => {
    edges.push(e);
    nodes.add(G.from[e]).add(G.to[e]);
  };
  if (S.edge >= 0) {
    take(S.edge);
  } else if (S.second >= 0) {
    nodes.add(S.selected).add(S.second);
    for (const k of sharedBy(S.selected, S.second)) {
      for (const e of edgesOf(k)) if (V.edge[e] && [S.selected, S.second].includes(other(e, k))) take(e);
    }
  } else if (S.selected >= 0) {
    nodes.add(S.selected);
    for (const e of edgesOf(S.selected)) if (V.edge[e]) take(e);
  } else if (S.step >= 0) {
    G.P.story[S.step].nodes.forEach((k) => nodes.add(k));
    for (let e = 0; e < G.m; e++) if (V.edge[e] && nodes.has(G.from[e]) && nodes.has(G.to[e])) edges.push(e);
  }
  scene.focus = { nodes, edges, any: nodes.size > 0 };
  return scene.focus;
}

/** Visible nodes next to both. */
function sharedBy(a, b) {
  const near = new Set();
  for (const e of edgesOf(a)) if (V.edge[e]) near.add(other(e, a));
  const both = new Set();
  for (const e of edgesOf(b)) if (V.edge[e] && near.has(other(e, b))) both.add(other(e, b));
  both.delete(a);
  both.delete(b);
  return [...both];
}

function pen(ctx, look, scale, plain = false) {
  ctx.strokeStyle = ctx.fillStyle = tint(look);
  ctx.lineWidth = (look.width * Math.min(1.4, Math.max(0.55, scale))) / scale;
  ctx.setLineDash(plain ? [] : look.dash.map((length) => length / scale));
}

function paint(ctx) {
  if (!G || S.view === "table") return;
  const { scale } = sight();
  sharp = scale;
  if (boost !== boostFor(scale)) {
    boost = boostFor(scale);
    scene.nodes = scene.heads = null;
  }
  ctx.lineCap = "butt";
  ctx.lineJoin = "round";
  if (asOverview(scale)) {
    paintOverview(ctx, scale);
    paintFocus(ctx, scale);
    return;
  }
  if (G.usual > ALL_AT_ONCE && S.ego === 0) paintGround(ctx);
  paintYears(ctx, scale);
  const dim = focus().any;
  paintEdges(ctx, scale, dim);
  ctx.setLineDash([]);
  ctx.globalAlpha = dim ? 0.2 : 1;
  ctx.lineWidth = 1 / scale;
  ctx.strokeStyle = paper.ground;
  for (const [fill, path] of nodePaths()) {
    ctx.fillStyle = fill;
    ctx.fill(path);
    if (!moving) ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  paintFocus(ctx, scale);
}

/** Lines at the years of a time layout. */
function paintYears(ctx, scale) {
  if (!G.P.years.length) return;
  const { top, bottom } = sight();
  ctx.setLineDash([]);
  ctx.strokeStyle = paper.line;
  ctx.fillStyle = paper.soft;
  ctx.lineWidth = 1 / scale;
  ctx.font = `${12 / scale}px ${FONT}`;
  ctx.textBaseline = "top";
  for (const [x, words] of G.P.years) {
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.fillText(words, x + 5 / scale, top + 8 / scale);
  }
}

function paintEdges(ctx, scale, dim) {
  if (moving && V.edges > MANY && scene.copy) {
    const now = ctx.getTransform();
    const then = scene.copy.at;
    ctx.save();
    const k = now.a / then.a;
    ctx.setTransform(k, 0, 0, k, now.e - then.e * k, now.f - then.f * k);
    ctx.drawImage(scene.copy.picture, 0, 0);
    ctx.restore();
    return;
  }
  ctx.globalAlpha = dim ? (S.ego ? 0.4 : 0.12) : V.edges > MANY ? 0.35 : V.edges > 400 ? 0.55 : 0.75;
  const plain = V.edges > MANY;
  edgePaths().forEach((path, type) => {
    pen(ctx, edgeLook(G.types[type]), scale, plain);
    ctx.stroke(path);
  });
  if (!moving && scale > 0.5 && V.edges <= MANY) {
    headPaths().forEach((path, type) => {
      ctx.fillStyle = tint(edgeLook(G.types[type]));
      ctx.fill(path);
    });
  }
  ctx.globalAlpha = 1;
  if (!moving && V.edges > MANY) copyEdges(ctx);
}

/** Keep what is on the canvas so far (the edges) to show while the view moves. */
function copyEdges(ctx) {
  const picture = scene.copy?.picture || document.createElement("canvas");
  picture.width = ctx.canvas.width;
  picture.height = ctx.canvas.height;
  picture.getContext("2d").drawImage(ctx.canvas, 0, 0);
  scene.copy = { picture, at: ctx.getTransform() };
}

function paintFocus(ctx, scale) {
  const { nodes, edges, any } = focus();
  if (any) {
    const paths = new Map();
    for (const e of edges) {
      const type = G.type[e];
      if (!paths.has(type)) paths.set(type, [new Path2D(), new Path2D()]);
      addEdge(paths.get(type)[0], e);
      if (edges.length <= MANY) addHead(paths.get(type)[1], e, Math.max(6 + edgeLook(typeOf(e)).width, 5 / scale));
    }
    for (const [type, [line, heads]] of paths) {
      pen(ctx, edgeLook(G.types[type]), scale);
      ctx.lineWidth *= 1.35;
      ctx.stroke(line);
      ctx.fill(heads);
    }
    ctx.setLineDash([]);
    const groups = new Map();
    for (const k of nodes) if (V.node[k]) addNode(groups, k);
    ctx.strokeStyle = paper.ground;
    ctx.lineWidth = 1.2 / scale;
    for (const [fill, path] of groups) {
      ctx.fillStyle = fill;
      ctx.fill(path);
      ctx.stroke(path);
    }
  }
  for (const k of [S.selected, S.second]) if (k >= 0 && V.node[k]) ring(ctx, k, scale, 3);
  if (hovered >= 0 && V.node[hovered]) ring(ctx, hovered, scale, 1.5);
}

function ring(ctx, k, scale, width) {
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(G.x[k], G.y[k], Math.max(G.r[k] * boost * 1.25, 5 / scale) + 3 / scale, 0, 6.2832);
  ctx.lineWidth = width / scale;
  ctx.strokeStyle = paper.accent;
  ctx.stroke();
}
