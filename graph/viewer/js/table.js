// The table: the same nodes and edges as the picture shows, sortable, for reading and for screen readers.
const PAGE = 100;
const Q = { tab: "", sort: "edges", down: true, page: 0 };
const WANTED = {
  Official: ["pinyin", "territory", "seen_first", "seen_last", "reports"], Meeting: ["date", "kind", "place", "territory"],
  Group: ["kind", "level", "territory", "seen_first", "seen_last", "reports"], Post: ["title", "level", "seen_first", "seen_last", "reports"],
  Report: ["published", "publisher", "url"], Place: ["level", "code"],
};

function openTable() {
  $("asPicture").addEventListener("click", () => set({ view: "picture" }));
  $("asTable").addEventListener("click", () => set({ view: "table" }));
  onChange((changed) => {
    if (changed.has("view")) showView();
    if (S.view === "table" && ["view", "shown", "language", "selected", "edge", "theme"].some((name) => changed.has(name))) fillTable();
  });
}

function showView() {
  const table = S.view === "table";
  $("sheet").hidden = !table;
  $("stage").hidden = table;
  $("asTable").setAttribute("aria-pressed", String(table));
  $("asPicture").setAttribute("aria-pressed", String(!table));
  if (!table) redraw();
}

/** Columns of a tab: name, words, and how to read a row. */
function columnsOf(tab) {
  if (tab === "edges") {
    return [
      ["start", (e) => G.name[G.from[e]]], ["kind", (e) => typeName(typeOf(e))], ["end", (e) => G.name[G.to[e]]],
      ["date", (e) => (G.elow[e] === KEEP ? "" : eprop(e, "seen_first") || eprop(e, "date") || prop(G.to[e], "date") || prop(G.from[e], "date") || "")],
      ["sentence", (e) => evidenceOf(e)[0]?.sentence || ""],
      ["source", (e) => evidenceOf(e)[0]?.report ?? -1],
    ];
  }
  const kind = G.kinds.indexOf(tab);
  const there = Object.keys(G.P.nodes[kind].columns);
  const wanted = (WANTED[tab] || there.slice(0, 5)).filter((name) => there.includes(name));
  const posts = tab === "Official" && G.types.includes("HOLDS") ? [["posts", (k) => postsOf(k).slice(0, 2)]] : [];
  return [["name", (k) => G.name[k]], ...posts, ...wanted.map((name) => [name, (k) => prop(k, name)]), ["edges", (k) => V.degree[k]],
    ["community", (k) => (G.community[k] < G.circles.length ? G.community[k] + 1 : null)]];
}

function rowsOf(tab) {
  const rows = [];
  if (tab === "edges") {
    for (let e = 0; e < G.m; e++) if (V.edge[e]) rows.push(e);
  } else {
    const kind = G.kinds.indexOf(tab);
    for (let k = 0; k < G.n; k++) if (V.node[k] && G.label[k] === kind) rows.push(k);
  }
  return rows;
}

function sorted(rows, read) {
  const keys = new Map(rows.map((row) => [row, read(row)]));
  const sign = Q.down ? -1 : 1;
  return rows.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === y || (x ?? "") === (y ?? "")) return a - b;
    if (x === null || x === undefined || x === "") return 1;
    if (y === null || y === undefined || y === "") return -1;
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    return sign * String(x).localeCompare(String(y), "zh-Hans-CN");
  });
}

function fillTable() {
  const tabs = [...G.kinds.filter((_, k) => V.byKind[k]), "edges"];
  if (!tabs.includes(Q.tab)) Object.assign(Q, { tab: tabs[0], page: 0 });
  const columns = columnsOf(Q.tab);
  const found = columns.find(([name]) => name === Q.sort) || columns[0];
  const rows = sorted(rowsOf(Q.tab), Q.tab === "edges" && Q.sort === "edges" ? (e) => -e : found[1]);
  Q.page = Math.max(0, Math.min(Q.page, Math.ceil(rows.length / PAGE) - 1));
  const from = Q.page * PAGE;
  const here = rows.slice(from, from + PAGE);
  const focused = document.activeElement?.dataset?.key;
  $("sheet").replaceChildren(
    el("div", { class: "tabs", role: "group", "aria-label": t("table") }, tabs.map((tab) => el("button", {
      type: "button", "aria-pressed": String(tab === Q.tab), "data-key": `tab${tab}`,
      onclick: () => { Object.assign(Q, { tab, page: 0 }); fillTable(); },
    }, tab === "edges" ? t("edges") : kindName(tab), el("span", { class: "count" }, number(tab === "edges" ? V.edges : V.byKind[G.kinds.indexOf(tab)]))))),
    el("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": Q.tab === "edges" ? t("edges") : kindName(Q.tab) }, el("table", {},
      el("caption", { class: "unseen" }, Q.tab === "edges" ? t("edges") : kindName(Q.tab)),
      el("thead", {}, el("tr", {}, columns.map(([name]) => headCell(name)))),
      el("tbody", { onkeydown: walkRows }, here.map((row) => tableRow(row, columns))))),
    el("div", { class: "pages" },
      el("button", { type: "button", disabled: Q.page === 0, "data-key": "earlier", "aria-label": t("earlier"), onclick: () => { Q.page--; fillTable(); } }, "‹"),
      el("span", { role: "status" }, t("rows", { a: number(rows.length ? from + 1 : 0), b: number(from + here.length), n: number(rows.length) })),
      el("button", { type: "button", disabled: from + PAGE >= rows.length, "data-key": "later", "aria-label": t("later"), onclick: () => { Q.page++; fillTable(); } }, "›")),
  );
  if (focused) $("sheet").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function headCell(name) {
  const mine = Q.sort === name;
  const counted = ["edges", "community", "reports", "order"].includes(name);
  return el("th", { scope: "col", class: counted ? "number" : "", "aria-sort": mine ? (Q.down ? "descending" : "ascending") : "none" },
    el("button", {
      type: "button", "data-key": `sort${name}`, title: t("sortBy", { name: t(name) }),
      onclick: () => { Object.assign(Q, { sort: name, down: mine ? !Q.down : ["edges", "date", "reports", "seen_last"].includes(name), page: 0 }); fillTable(); },
    }, t(name), el("span", { "aria-hidden": "true" }, mine ? (Q.down ? " ↓" : " ↑") : "")));
}

function tableRow(row, columns) {
  const edges = Q.tab === "edges";
  const chosen = edges ? S.edge === row : S.selected === row;
  return el("tr", { "aria-selected": String(chosen), class: chosen ? "chosen" : "" }, columns.map(([name, read], place) => {
    const found = read(row);
    if (place === 0) {
      return el("th", { scope: "row" }, el("button", { type: "button", class: "name", "data-key": `row${row}`,
        onclick: () => (edges ? set({ edge: row, circle: -1 }) : select(row)) }, String(found)));
    }
    if (name === "source") return el("td", {}, found >= 0 ? link(prop(found, "url"), prop(found, "title") || G.name[found]) : "");
    if (name === "url") return el("td", {}, found ? link(found, found) : "");
    return el("td", { class: typeof found === "number" ? `number ${name}` : name }, found === null || found === undefined ? "" : value(name, found));
  }));
}

function walkRows(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target.closest("tr");
  const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  if (!next) return;
  event.preventDefault();
  next.querySelector("button").focus();
}
