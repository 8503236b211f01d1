// Search as you type: names, other written forms, pinyin (whole, joined, initials), posts held, bodies.
let index = null;
let hits = [];
let active = -1;

function indexed() {
  if (index) return index;
  const own = new Array(G.n);
  for (let k = 0; k < G.n; k++) {
    const spelled = (prop(k, "pinyin") || prop(k, "spelled") || "").toLowerCase();
    const parts = spelled ? spelled.split(/\s+/) : [];
    const also = [prop(k, "aliases") || [], prop(k, "short") || [], prop(k, "territory") || []].flat();
    own[k] = {
      name: G.name[k].toLowerCase(), also: also.join("\n").toLowerCase(),
      spelled: parts.length ? `${parts.join(" ")}\n${parts.join("")}\n${parts.map((part) => part[0]).join("")}` : "",
      held: "", all: "",
    };
  }
  for (let e = 0; e < G.m; e++) {
    const type = typeOf(e);
    if (type === "HOLDS" || type === "DIRECTED") own[G.from[e]].held += `${own[G.to[e]].name}\n`;
    else if (eprop(e, "title") && MEETING_TYPES.has(type) && own[G.from[e]].held.length < 200) own[G.from[e]].held += `${eprop(e, "title").toLowerCase()}\n`;
  }
  for (const entry of own) entry.all = `${entry.name}\n${entry.also}\n${entry.spelled}\n${entry.held}`;
  index = own;
  return index;
}

/** Lower is better; 99 is no match. */
function rankOf(entry, query) {
  if (entry.name === query) return 0;
  if (entry.name.startsWith(query)) return 1;
  if (entry.also && entry.also.split("\n").includes(query)) return 1;
  const at = entry.spelled.indexOf(query);
  if (at === 0 || (at > 0 && entry.spelled[at - 1] === "\n")) return 2;
  if (entry.name.includes(query)) return 3;
  if (entry.also.includes(query)) return 4;
  if (at > 0 && entry.spelled[at - 1] === " ") return 5;
  if (entry.held.includes(query)) return 6;
  return 99;
}

function find(text, most = 12) {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const found = [];
  const entries = indexed();
  for (let k = 0; k < G.n; k++) {
    if (!words.every((word) => entries[k].all.includes(word))) continue;
    let rank = rankOf(entries[k], whole);
    if (rank === 99 && words.length > 1) {
      const ranks = words.map((word) => rankOf(entries[k], word));
      rank = Math.max(...ranks) === 99 ? 99 : 7 + Math.max(...ranks);
    }
    if (rank < 99) found.push([rank, -G.degree[k], k]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return found.slice(0, most).map(([, , k]) => k);
}

function openSearch() {
  const field = $("search");
  field.addEventListener("input", () => showHits(find(field.value)));
  field.addEventListener("focus", () => field.value && showHits(find(field.value)));
  field.addEventListener("blur", () => setTimeout(() => showHits([]), 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) activate((active + (event.key === "ArrowDown" ? 1 : hits.length - 1) + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % hits.length);
    } else if (event.key === "Enter") {
      if (hits.length) choose(hits[Math.max(0, active)]);
    } else if (event.key === "Escape") {
      field.value = "";
      showHits([]);
      $("canvas").focus();
    }
    event.stopPropagation();
  });
}

function showHits(found) {
  hits = found;
  active = -1;
  const box = $("found");
  box.replaceChildren(...found.map((k, place) => {
    const posts = kindOf(k) === "Official" ? postsOf(k).slice(0, 2).join("、") : prop(k, "date") || prop(k, "territory") || "";
    return el("li", { role: "option", id: `hit${place}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); choose(k); } },
      nodeGlyph(kindOf(k)), el("span", { class: "hit" }, G.name[k]), el("span", { class: "weak" }, posts || kindOne(kindOf(k))));
  }));
  if ($("search").value.trim() && !found.length && document.activeElement === $("search")) {
    box.replaceChildren(el("li", { class: "weak", role: "option", "aria-disabled": "true" }, "—"));
  }
  box.hidden = !box.children.length;
  $("search").setAttribute("aria-expanded", String(!box.hidden));
  $("search").removeAttribute("aria-activedescendant");
}

function activate(place) {
  active = place;
  [...$("found").children].forEach((item, k) => item.setAttribute("aria-selected", String(k === place)));
  $("search").setAttribute("aria-activedescendant", `hit${place}`);
  $("found").children[place].scrollIntoView({ block: "nearest" });
}

function choose(node) {
  showHits([]);
  $("search").value = "";
  if (G.links.length) {
    location.href = `${G.links[G.community[node]].file}#n=${encodeURIComponent(G.id[node])}`;
    return;
  }
  reveal(node);
  if (S.comparing && S.selected >= 0 && node !== S.selected) set({ second: node, comparing: false, edge: -1 });
  else select(node);
  if (S.view === "picture") {
    centre(node);
    $("canvas").focus({ preventScroll: true });
  }
}

/** Make sure that the filters do not hide what was asked for by name. */
function reveal(node) {
  if (V.node[node]) return;
  const off = new Set(S.offNodes);
  off.delete(kindOf(node));
  const changes = { offNodes: off, ego: 0 };
  if (!inTime(G.low[node], G.high[node]) || G.low[node] === KEEP) Object.assign(changes, { from: null, to: null });
  if (G.degree[node] < S.least) changes.least = 0;
  set(changes);
}

/** Names of the posts of an official, the latest first. */
function postsOf(node) {
  const held = [];
  for (const e of edgesOf(node)) if (typeOf(e) === "HOLDS" && G.from[e] === node) held.push(e);
  held.sort((a, b) => (eprop(b, "seen_last") || "").localeCompare(eprop(a, "seen_last") || ""));
  return held.map((e) => G.name[G.to[e]]);
}
