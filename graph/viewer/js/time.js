// The time window: a histogram of what happened, two thumbs, and play.
const T = { bins: [], counts: [], playing: 0 };

function openTime() {
  let low = Infinity;
  let high = -Infinity;
  const dated = [];
  for (let k = 0; k < G.n; k++) {
    if (G.low[k] === KEEP || kindOf(k) === "Report") continue;
    dated.push([G.low[k], G.high[k]]);
  }
  if (!dated.length) for (let e = 0; e < G.m; e++) if (G.elow[e] !== KEEP) dated.push([G.elow[e], G.ehigh[e]]);
  for (const [a, b] of dated) [low, high] = [Math.min(low, a), Math.max(high, b)];
  T.bins = [];
  if (dated.length) {
    const first = new Date(low * 864e5);
    const months = (new Date(high * 864e5).getUTCFullYear() - first.getUTCFullYear()) * 12 + 12;
    const step = [1, 3, 6, 12, 60].find((size) => months / size <= 160) || 120;
    const start = Math.floor(first.getUTCMonth() / Math.min(12, step)) * Math.min(12, step);
    for (let k = 0; ; k += step) {
      const from = Date.UTC(first.getUTCFullYear(), start + k, 1) / 864e5;
      if (from > high || T.bins.length > 400) break;
      T.bins.push([from, Date.UTC(first.getUTCFullYear(), start + k + step, 0) / 864e5]);
    }
    T.counts = T.bins.map(() => 0);
    for (const [a] of dated) T.counts[binOf(a)]++;
  }
  onChange((changed) => {
    if (changed.has("language")) fillTime();
    else if (changed.has("from") || changed.has("to") || changed.has("undated")) showTime();
  });
  fillTime();
}

function binOf(day) {
  let [a, b] = [0, T.bins.length - 1];
  while (a < b) {
    const middle = (a + b + 1) >> 1;
    if (T.bins[middle][0] <= day) a = middle;
    else b = middle - 1;
  }
  return a;
}

function fillTime() {
  const box = $("time");
  box.hidden = T.bins.length < 2;
  if (box.hidden) return;
  const last = T.bins.length - 1;
  const most = Math.max(...T.counts, 1);
  const bars = svg("svg", { class: "bars", viewBox: `0 0 ${T.bins.length} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...T.counts.map((count, k) => svg("rect", { x: k + 0.1, width: 0.8, y: 20 - (20 * count) / most, height: (20 * count) / most })));
  const years = el("div", { class: "years", "aria-hidden": "true" });
  const wide = T.bins.length;
  let shownYear = -Infinity;
  T.bins.forEach(([from], k) => {
    const date = new Date(from * 864e5);
    if (date.getUTCMonth() !== 0 || ((k - shownYear) / wide) * box.clientWidth < 44) return;
    shownYear = k;
    const year = el("span", {}, String(date.getUTCFullYear()));
    year.style.left = `${(100 * k) / wide}%`;
    years.append(year);
  });
  const thumb = (id, label, value) => el("input", {
    type: "range", id, min: 0, max: last, step: 1, value, "aria-label": t(label), oninput: () => slid(id),
  });
  box.replaceChildren(
    el("button", { type: "button", id: "play", "aria-pressed": "false", onclick: () => play(!T.playing) }, "▶"),
    el("div", { class: "track" }, bars, thumb("timeFrom", "from", 0), thumb("timeTo", "to", last), years),
    el("div", { class: "window" }, el("output", { id: "span" }),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "undated", checked: S.undated, onchange: (event) => set({ undated: event.target.checked }) }), t("undated"))),
  );
  showTime();
}

let sliding = 0;
function slid(id) {
  let [a, b] = [+$("timeFrom").value, +$("timeTo").value];
  if (a > b) [a, b] = id === "timeFrom" ? [b, b] : [a, a];
  play(false);
  cancelAnimationFrame(sliding);
  sliding = requestAnimationFrame(() => window_(a, b));
}

/** Show what happened from bin a to bin b. */
function window_(a, b) {
  if (a <= 0 && b >= T.bins.length - 1) set({ from: null, to: null });
  else set({ from: T.bins[a][0], to: T.bins[b][1] });
  showTime();
}

function windowNow() {
  return S.from === null ? [0, T.bins.length - 1] : [binOf(S.from), binOf(S.to)];
}

function showTime() {
  if (T.bins.length < 2 || !$("timeFrom")) return;
  const [a, b] = windowNow();
  $("timeFrom").value = a;
  $("timeTo").value = b;
  const text = S.from === null ? t("allTime") : `${iso(S.from).slice(0, 7)} – ${iso(S.to).slice(0, 7)}`;
  $("span").textContent = text;
  for (const id of ["timeFrom", "timeTo"]) {
    const [from, to] = T.bins[+$(id).value];
    $(id).setAttribute("aria-valuetext", iso(id === "timeFrom" ? from : to));
  }
  $("undated").checked = S.undated;
  $("time").querySelectorAll("rect").forEach((bar, k) => bar.classList.toggle("out", k < a || k > b));
}

/** Move the window by a number of bins; a window over all of it becomes one of an eighth first. */
function shift(by) {
  if (T.bins.length < 2) return false;
  const last = T.bins.length - 1;
  let [a, b] = windowNow();
  if (a === 0 && b === last) {
    const wide = Math.max(0, Math.round(last / 8));
    [a, b] = by > 0 ? [0, wide] : [last - wide, last];
  } else {
    if (a + by < 0 || b + by > last) return false;
    [a, b] = [a + by, b + by];
  }
  window_(a, b);
  return true;
}

function play(on) {
  clearInterval(T.playing);
  T.playing = 0;
  if (on) {
    if (!shift(1)) window_(0, windowNow()[1] - windowNow()[0]);
    T.playing = setInterval(() => shift(1) || play(false), calm.matches ? 1200 : 450);
  }
  const button = $("play");
  if (!button) return;
  button.textContent = on ? "❚❚" : "▶";
  button.setAttribute("aria-pressed", String(Boolean(on)));
  button.setAttribute("aria-label", t(on ? "pause" : "play"));
  button.title = t(on ? "pause" : "play");
}
