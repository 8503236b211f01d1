// What is shown, as files: picture, drawing, tables, data.
function openExport() {
  const button = $("openExport");
  const panel = $("exports");
  const toggle = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  const fill = () => panel.replaceChildren(...Object.entries(EXPORTS).map(([name, write]) => el("button", {
    type: "button", "data-export": name, onclick: () => { toggle(false); button.focus(); write(); },
  }, t(name))));
  button.addEventListener("click", () => toggle(panel.hidden));
  panel.parentElement.addEventListener("focusout", (event) => panel.parentElement.contains(event.relatedTarget) || toggle(false));
  panel.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggle(false);
    button.focus();
  });
  onChange((changed) => changed.has("language") && fill());
  fill();
}

function save(ending, blob) {
  const name = `${(document.title || "graph").replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60)}.${ending}`;
  const address_ = URL.createObjectURL(blob);
  const anchor = el("a", { href: address_, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address_), 10000);
  say(t("exported", { name }));
}

function toPNG() {
  const source = $("canvas").querySelector("canvas");
  const ratio = source.width / $("canvas").clientWidth;
  const foot = 34 * ratio;
  const canvas = el("canvas", { width: source.width, height: source.height + foot });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = paper.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, 0);
  ctx.setTransform(ratio, 0, 0, ratio, 0, source.height);
  ctx.font = `12px ${FONT}`;
  ctx.textBaseline = "middle";
  let x = 14;
  G.kinds.forEach((kind, k) => {
    if (!V.byKind[k]) return;
    ctx.fillStyle = tint(nodeLook(kind));
    ctx.beginPath();
    outline(ctx, nodeLook(kind).shape, x + 6, 14, 5.5);
    ctx.fill();
    ctx.fillStyle = paper.ink;
    const text = `${kindName(kind)} ${V.byKind[k]}`;
    ctx.fillText(text, x + 17, 15);
    x += 34 + ctx.measureText(text).width;
  });
  const right = [document.title, S.from === null ? "" : `${iso(S.from)} – ${iso(S.to)}`].filter(Boolean).join(" · ");
  ctx.fillStyle = paper.soft;
  ctx.textAlign = "right";
  if (x + ctx.measureText(right).width < $("canvas").clientWidth - 14) ctx.fillText(right, $("canvas").clientWidth - 14, 15);
  canvas.toBlob((blob) => save("png", blob), "image/png");
}

function toSVG() {
  const frame = $("canvas");
  const view = sight();
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  const at = (x, y) => [(x - view.left) * view.scale, (y - view.top) * view.scale];
  const show = (x) => +x.toFixed(1);
  const root = svg("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT, "font-size": SIZE });
  root.append(svg("title"), svg("rect", { width, height, fill: paper.ground }));
  root.firstChild.textContent = document.title;
  if (asOverview(view.scale)) {
    G.circles.forEach(([x, y, r], c) => {
      const [cx, cy] = at(x, y);
      root.append(svg("circle", { cx: show(cx), cy: show(cy), r: show(r * view.scale), fill: communityTint(c), "fill-opacity": 0.15, stroke: communityTint(c) }));
    });
  } else {
    for (let e = 0; e < G.m; e++) {
      if (!V.edge[e]) continue;
      const [a, b] = [at(G.x[G.from[e]], G.y[G.from[e]]), at(G.x[G.to[e]], G.y[G.to[e]])];
      if (Math.max(a[0], b[0]) < 0 || Math.min(a[0], b[0]) > width || Math.max(a[1], b[1]) < 0 || Math.min(a[1], b[1]) > height) continue;
      const look = edgeLook(typeOf(e));
      const c = at(...control(e));
      const bent = G.bend[e] ? `Q${show(c[0])} ${show(c[1])} ` : "L";
      root.append(svg("path", { d: `M${show(a[0])} ${show(a[1])} ${bent}${show(b[0])} ${show(b[1])}`, fill: "none", stroke: tint(look), "stroke-width": look.width, "stroke-dasharray": look.dash.join(" ") || "none", "stroke-opacity": 0.75 }));
    }
    for (let k = 0; k < G.n; k++) {
      const [x, y] = at(G.x[k], G.y[k]);
      if (!V.node[k] || x < -30 || x > width + 30 || y < -30 || y > height + 30) continue;
      const shape = svg("path", { d: outlineData(nodeLook(kindOf(k)).shape, x, y, G.r[k] * boost * view.scale), fill: nodeTint(k), stroke: paper.ground });
      const name = svg("title");
      name.textContent = G.name[k];
      shape.append(name);
      root.append(shape);
    }
  }
  for (const { text, x, y } of placed) {
    const label = svg("text", { x: show(x), y: show(y + SIZE), fill: paper.ink, stroke: paper.ground, "stroke-width": 3, "paint-order": "stroke" });
    label.textContent = text;
    root.append(label);
  }
  save("svg", new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
}

/** One field: quoted where needed, and never taken for a formula by a spreadsheet. */
function field(found) {
  if (found === null || found === undefined) return "";
  let text = Array.isArray(found) ? found.join("; ") : String(found);
  if (typeof found !== "number" && /^[\s]*[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(ending, head, rows) {
  const lines = [head, ...rows].map((row) => row.map(field).join(","));
  save(ending, new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }));
}

function nodesCSV() {
  const names = [...new Set(G.P.nodes.flatMap((table) => Object.keys(table.columns)))].filter((name) => name !== "spelled").sort();
  csv("nodes.csv", ["id", "label", "name", "edges", "community", ...names],
    shownNodes().map((k) => [G.id[k], kindOf(k), G.name[k], V.degree[k], G.community[k] + 1, ...names.map((name) => prop(k, name))]));
}

function edgesCSV() {
  const rows = [];
  for (let e = 0; e < G.m; e++) {
    if (!V.edge[e]) continue;
    const best = evidenceOf(e)[0] || { report: -1 };
    rows.push([G.id[G.from[e]], G.name[G.from[e]], typeOf(e), G.id[G.to[e]], G.name[G.to[e]], best.date || eprop(e, "seen_first"),
      eprop(e, "title"), best.sentence, best.report >= 0 ? prop(best.report, "title") : null, best.report >= 0 ? prop(best.report, "url") : null]);
  }
  csv("edges.csv", ["from", "from_name", "type", "to", "to_name", "date", "title", "sentence", "report", "url"], rows);
}

function toJSON() {
  const read = (columns, get) => Object.fromEntries(Object.keys(columns).map((name) => [name, get(name)]).filter(([, found]) => found !== null));
  const nodes = shownNodes().map((k) => ({ id: G.id[k], label: kindOf(k), name: G.name[k], x: G.x[k], y: G.y[k], ...read(G.P.nodes[G.label[k]].columns, (name) => prop(k, name)) }));
  const edges = [];
  for (let e = 0; e < G.m; e++) {
    if (V.edge[e]) edges.push({ from: G.id[G.from[e]], to: G.id[G.to[e]], type: typeOf(e), ...read(G.P.edges[G.type[e]].columns, (name) => eprop(e, name)) });
  }
  save("json", new Blob([JSON.stringify({ title: document.title, nodes, edges }, null, 1)], { type: "application/json" }));
}

const EXPORTS = { png: toPNG, svg: toSVG, csvNodes: nodesCSV, csvEdges: edgesCSV, json: toJSON };
