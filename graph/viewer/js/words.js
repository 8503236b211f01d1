// Words of the interface in both languages, and small makers of elements. Text only ever becomes a text node.
const zh = () => S.language === "zh";
let WORDS = {};

function t(key, values = {}) {
  const pair = WORDS[key];
  const text = pair ? pair[zh() ? 1 : 0] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const $ = (id) => document.getElementById(id);
const grouped = new Intl.NumberFormat("en");
const number = (n) => grouped.format(n);

/** An element with properties and children; strings become text. Properties with a dash are attributes. */
function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role" || name === "for" || name === "list") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A link that leads out: only http and https, opened apart, telling the other side nothing. */
function link(address, text) {
  let parsed = null;
  try {
    parsed = new URL(address);
  } catch {
    parsed = null;
  }
  if (!parsed || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return el("span", {}, text);
  return el("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer external" }, text);
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Put the words of the current language into everything that stands in the template. */
function translate() {
  document.documentElement.lang = zh() ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = t(node.dataset.label);
  }
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = t(node.dataset.hint);
  $("language").textContent = zh() ? "EN" : "中";
}

function say(text) {
  const status = $("status");
  if (status.textContent !== text) status.textContent = text;
}
