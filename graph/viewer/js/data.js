// The graph, unpacked from the file: typed arrays by node and edge number. Never changes after opening.
let G = null;
const KEEP = -2147483648; // a date that is not known
const OPEN = 2147483647;

async function unpack(text) {
  let bytes;
  if (Uint8Array.fromBase64) bytes = Uint8Array.fromBase64(text.trim());
  else {
    const raw = atob(text.trim());
    bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Days since 1970 of the first and last day that an ISO prefix covers; null where the year is not known. */
function days(iso) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso || "");
  if (!found) return null;
  const [year, month, day] = [+found[1], found[2] ? +found[2] : 0, found[3] ? +found[3] : 0];
  const low = Date.UTC(year, month ? month - 1 : 0, day || 1);
  const high = day ? low : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  return [Math.round(low / 864e5), Math.round(high / 864e5)];
}
const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

/** Numbers from their steps. */
function sums(steps) {
  const found = new Int32Array(steps.length);
  for (let k = 0, sum = 0; k < steps.length; k++) found[k] = sum += steps[k];
  return found;
}
const offsets = (counts) => sums([0, ...counts]);

function build(P) {
  const n = P.nodes.reduce((sum, table) => sum + table.count, 0);
  const m = P.edges.reduce((sum, table) => sum + table.count, 0);
  const g = {
    n, m, P, strings: P.strings,
    kinds: P.nodes.map((table) => table.kind), types: P.edges.map((table) => table.kind),
    label: new Uint8Array(n), row: new Int32Array(n), id: new Array(n), name: new Array(n),
    x: new Float32Array(n), y: new Float32Array(n), r: new Float32Array(n), community: new Int32Array(n),
    low: new Int32Array(n).fill(KEEP), high: new Int32Array(n).fill(OPEN),
    type: new Uint8Array(m), erow: new Int32Array(m), from: new Int32Array(m), to: new Int32Array(m),
    elow: new Int32Array(m).fill(KEEP), ehigh: new Int32Array(m).fill(OPEN), bend: new Float32Array(m),
    circles: P.circles, links: P.links, usual: 0, // how many nodes are on at first
  };
  for (const table of [...P.nodes, ...P.edges]) {
    for (const name of ["id", "name", "to", "from"]) if (table[name]) table[name] = sums(table[name]);
    for (const column of Object.values(table.columns)) {
      if (column.s) column.s = sums(column.s);
      if (column.l) [column.l, column.n] = [sums(column.l), offsets(column.n)];
    }
  }
  let i = 0;
  P.nodes.forEach((table, kind) => {
    for (let k = 0; k < table.count; k++, i++) {
      g.label[i] = kind;
      g.row[i] = k;
      g.id[i] = P.strings[table.id[k]];
      g.name[i] = P.strings[table.name[k]];
      g.x[i] = table.x[k];
      g.y[i] = table.y[k];
      g.community[i] = table.community[k];
    }
  });
  let e = 0;
  P.edges.forEach((table, type) => {
    for (let k = 0; k < table.count; k++, e++) {
      g.type[e] = type;
      g.erow[e] = k;
      g.from[e] = table.from[k];
      g.to[e] = table.to[k];
    }
  });
  G = g;
  g.first = P.edges.map((_, type) => P.edges.slice(0, type).reduce((sum, table) => sum + table.count, 0));
  adjacency(g);
  dates(g);
  bends(g);
  g.place = new Map(g.id.map((id, k) => [id, k]));
  g.reports = new Map();
  for (let k = 0; k < n; k++) {
    if (g.kinds[g.label[k]] !== "Report") continue;
    g.reports.set(g.id[k], k);
    const own = prop(k, "id");
    if (own) g.reports.set(own, k);
  }
  return g;
}

function cell(column, row) {
  if (!column) return null;
  if (column.s) return column.s[row] < 0 ? null : G.strings[column.s[row]];
  if (column.l) {
    const found = column.l.subarray(column.n[row], column.n[row + 1]);
    return found.length ? Array.from(found, (k) => G.strings[k]) : null;
  }
  return column.v[row];
}
const prop = (node, name) => cell(G.P.nodes[G.label[node]].columns[name], G.row[node]);
const eprop = (edge, name) => cell(G.P.edges[G.type[edge]].columns[name], G.erow[edge]);
const kindOf = (node) => G.kinds[G.label[node]];
const typeOf = (edge) => G.types[G.type[edge]];
const other = (edge, node) => (G.from[edge] === node ? G.to[edge] : G.from[edge]);

/** Edges of each node, as one array with offsets. */
function adjacency(g) {
  g.start = new Int32Array(g.n + 1);
  for (let e = 0; e < g.m; e++) {
    g.start[g.from[e] + 1]++;
    if (g.to[e] !== g.from[e]) g.start[g.to[e] + 1]++;
  }
  for (let k = 0; k < g.n; k++) g.start[k + 1] += g.start[k];
  g.near = new Int32Array(g.start[g.n]);
  const next = g.start.slice();
  for (let e = 0; e < g.m; e++) {
    g.near[next[g.from[e]]++] = e;
    if (g.to[e] !== g.from[e]) g.near[next[g.to[e]]++] = e;
  }
  g.degree = new Int32Array(g.n);
  for (let k = 0; k < g.n; k++) g.degree[k] = g.start[k + 1] - g.start[k];
}
const edgesOf = (node) => G.near.subarray(G.start[node], G.start[node + 1]);

/** A day for every meeting and edge that has one; an edge at a meeting has that of the meeting. */
function dates(g) {
  const known = new Map();
  const read = (column, row) => {
    const text = cell(column, row);
    if (!text) return null;
    if (!known.has(text)) known.set(text, days(String(text)));
    return known.get(text);
  };
  let k = 0;
  for (const { kind, count, columns } of g.P.nodes) {
    const column = columns[kind === "Report" ? "published" : "date"];
    for (let row = 0; row < count; row++, k++) {
      const own = read(column, row);
      if (own) [g.low[k], g.high[k]] = own;
    }
  }
  let e = 0;
  for (const { count, columns } of g.P.edges) {
    for (let row = 0; row < count; row++, e++) {
      const point = read(columns.date, row);
      const first = point || read(columns.seen_first, row) || read(columns.start_date, row);
      const last = point || read(columns.seen_last, row) || read(columns.end_date, row);
      const node = g.low[g.to[e]] !== KEEP ? g.to[e] : g.from[e];
      if (first || last) {
        g.elow[e] = (first || last)[0];
        g.ehigh[e] = (last || first)[1];
      } else if (g.low[node] !== KEEP) {
        g.elow[e] = g.low[node];
        g.ehigh[e] = g.high[node];
      }
    }
  }
}

/** Edges between the same two nodes lie side by side: each gets its own bend. */
function bends(g) {
  // Pairs as numbers, the edge in the last places: sorting brings together what lies between the same two.
  const keys = new Float64Array(g.m);
  for (let e = 0; e < g.m; e++) {
    const [a, b] = [g.from[e], g.to[e]];
    keys[e] = (a < b ? a * g.n + b : b * g.n + a) * g.m + e;
  }
  keys.sort();
  for (let i = 0, j = 0; i < g.m; i = j) {
    const pair = Math.floor(keys[i] / g.m);
    for (j = i + 1; j < g.m && Math.floor(keys[j] / g.m) === pair; ) j++;
    for (let k = i; j - i > 1 && k < j; k++) {
      const e = keys[k] % g.m;
      const side = (k - i - (j - i - 1) / 2) * 7;
      g.bend[e] = g.from[e] < g.to[e] ? side : -side;
    }
  }
}
