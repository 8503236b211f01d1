// What proves an edge: sentences of reports, each with its date and source.
const MEETING_TYPES = new Set(["CHAIRED", "ATTENDED", "SPOKE_AT"]);

/** Sightings: edges from reports to a node, that carry the sentence in which it stands. */
function sightings(node) {
  const found = [];
  for (const e of edgesOf(node)) if (typeOf(e) === "REPORTS" && G.to[e] === node) found.push(e);
  return found;
}

const reportsNamed = (e) => [eprop(e, "reports")].flat().map((id) => G.reports.get(id)).filter((k) => k !== undefined);

/** What a sighting says; where it says no more than an edge at a meeting, that edge has the words. */
function said(s) {
  const sentence = eprop(s, "sentence");
  if (sentence) return { sentence, date: eprop(s, "date") || prop(G.from[s], "published") };
  for (const e of edgesOf(G.to[s])) {
    if (MEETING_TYPES.has(typeOf(e)) && eprop(e, "sentence") && reportsNamed(e).includes(G.from[s])) {
      return { sentence: eprop(e, "sentence"), date: eprop(s, "date") || prop(G.to[e], "date") };
    }
  }
  return { sentence: null, date: eprop(s, "date") || prop(G.from[s], "published") };
}

/** A list of {sentence, date, report, edge, via}; ``report`` is a node or -1. */
function evidenceOf(e) {
  const type = typeOf(e);
  if (type === "REPORTS") return [{ ...said(e), report: G.from[e] }];
  if (MEETING_TYPES.has(type) || eprop(e, "sentence")) return ofMeeting(e);
  if (type === "CONVENED") return fromReports(reportsNamed(e), [G.to[e], G.from[e]], prop(G.to[e], "date"));
  if (type === "HOLDS" || type === "DIRECTED") return ofPost(e);
  return fromReports([], [G.from[e], G.to[e]], null);
}

function ofMeeting(e) {
  const meeting = G.to[e];
  const date = eprop(e, "date") || prop(meeting, "date");
  const reports = reportsNamed(e);
  const sentence = eprop(e, "sentence");
  if (!sentence) return fromReports(reports, [G.from[e], meeting], date);
  if (!reports.length) return [{ sentence, date, report: -1 }];
  return [{ sentence, date, report: reports[0] }, ...fromReports(reports.slice(1), [G.from[e], meeting], date)];
}

/** What these reports say of one of these nodes; any report where none is named. */
function fromReports(reports, nodes, date) {
  const wanted = new Set(reports);
  const found = new Map();
  for (const node of nodes) {
    for (const s of sightings(node)) {
      const report = G.from[s];
      if ((wanted.size && !wanted.has(report)) || found.has(report)) continue;
      const words = said(s);
      found.set(report, { sentence: words.sentence, date: date || words.date, report });
    }
    if (found.size) break;
  }
  for (const report of reports) if (!found.has(report)) found.set(report, { sentence: null, date, report });
  return [...found.values()];
}

/** A post or headship is proved by the sightings that show it. */
function ofPost(e) {
  const [person, held] = [G.from[e], G.to[e]];
  const names = [G.name[held], prop(held, "title"), eprop(e, "title")].filter(Boolean);
  const fits = (written) => names.some((name) => written === name || written.endsWith(name) || name.endsWith(written));
  const all = [];
  for (const k of edgesOf(person)) {
    const type = typeOf(k);
    if (type === "REPORTS" && G.to[k] === person) {
      const report = G.from[k];
      const posts = eprop(k, "posts") || [];
      all.push({ fit: posts.some(fits), sentence: eprop(k, "sentence"), date: eprop(k, "date") || prop(report, "published"), report });
    } else if (MEETING_TYPES.has(type) && eprop(k, "title")) {
      all.push({ fit: fits(eprop(k, "title")), ...ofMeeting(k)[0] });
    }
  }
  const fitting = all.filter((item) => item.fit && item.sentence);
  const chosen = fitting.length ? fitting : all.filter((item) => item.sentence).slice(0, 3).map((item) => ({ ...item, loose: true }));
  const seen = new Set();
  return chosen.filter(({ sentence, report }) => !seen.has(sentence + report) && seen.add(sentence + report)).sort((a, b) => (a.date || "").localeCompare(b.date || ""));
}

/** One piece of evidence as it is shown. */
function proof({ sentence, date, report, loose }) {
  const source = report >= 0 ? prop(report, "url") : null;
  const title = report >= 0 ? prop(report, "title") || G.name[report] : null;
  const published = report >= 0 ? prop(report, "published") : null;
  return el("figure", { class: "proof" },
    sentence ? el("blockquote", { lang: "zh-Hans" }, loose ? el("span", { class: "via" }, t("sentenceOfSighting"), " ") : null, sentence)
      : el("p", { class: "weak" }, t("noSentence")),
    el("figcaption", {},
      date ? el("time", {}, date) : null,
      title ? (source ? link(source, title) : el("span", {}, title)) : null,
      report >= 0 && prop(report, "publisher") ? el("span", { class: "weak" }, prop(report, "publisher")) : null,
      published && published !== date ? el("span", { class: "weak" }, `${t("published")} ${published}`) : null));
}
