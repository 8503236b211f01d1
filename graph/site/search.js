// Search over files beside the page, one for each first sign: no server is asked, nothing is fetched from outside.
(() => {
  "use strict";
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const status = document.getElementById("status");
  const shards = new Map();
  const shardOf = (text) => [...text.trim().toLowerCase()][0]?.codePointAt(0).toString(16);

  window.huiyiShard = (sign, entries) => {
    shards.set(sign, entries);
    show();
  };

  function show() {
    const query = field.value.trim().toLowerCase();
    const sign = shardOf(query);
    if (!sign) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    if (!shards.has(sign)) {
      shards.set(sign, []);
      const script = document.createElement("script");
      script.src = `search/${sign}.js`;
      script.onerror = show;
      document.head.append(script);
      return;
    }
    const found = shards.get(sign).filter(([name, , , spelled]) => name.toLowerCase().includes(query) || spelled.startsWith(query.replaceAll(" ", "")));
    list.replaceChildren(...found.slice(0, 40).map(([name, path, hint]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = path;
      link.textContent = name;
      const more = document.createElement("span");
      more.className = "soft";
      more.textContent = ` ${hint}`;
      item.append(link, more);
      return item;
    }));
    status.textContent = found.length ? status.dataset.found.replace("{n}", String(found.length)) : status.dataset.nothing;
  }
  field.addEventListener("input", show);
  show();
})();
