"use strict";
// Everything a document says is in the page already, escaped. This script shows, hides and orders it, and writes text nodes only.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const media = (query) => window.matchMedia(query);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The picture
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const dark = media("(prefers-color-scheme: dark)");
  const still = media("(prefers-reduced-motion: reduce)");
  const network = new vis.Network(find("canvas"), { nodes, edges }, data.options);
  window.network = network;

  const paint = (theme) => {
    const font = { color: theme.text, strokeColor: theme.ground };
    network.setOptions({ nodes: { font }, edges: { font } });
    nodes.update(data.nodes.map(({ id, color: background }) => {
      const chosen = { background, border: theme.chosen };
      return { id, color: { background, border: theme.border, highlight: chosen, hover: chosen } };
    }));
    edges.update(data.edges.map(({ id, standing }) => {
      const color = standing === "disputed" ? theme.disputed : theme.line;
      return { id, color: { color, highlight: theme.chosen, hover: theme.chosen, inherit: false } };
    }));
  };
  const repaint = () => paint(dark.matches ? data.dark : data.light);
  dark.addEventListener("change", repaint);
  window.addEventListener("beforeprint", () => paint(data.light));
  window.addEventListener("afterprint", repaint);
  repaint();

  const move = () => (still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });
  const visible = () => nodes.getIds({ filter: (node) => !node.hidden });
  const showAll = () => network.fit({ nodes: visible(), maxZoomLevel: 1.3, animation: move() });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: move() });
  find("closer").addEventListener("click", () => zoom(1.3));
  find("farther").addEventListener("click", () => zoom(1 / 1.3));
  find("whole").addEventListener("click", showAll);
  network.fit({ nodes: visible(), maxZoomLevel: 1.3, animation: false });
  // Where all of it at once would be too small to read, begin at the most important name.
  if (data.nodes.length && network.getScale() < 0.4) network.focus("n0", { scale: 0.5, animation: false });

  // What is hidden: links of a standing that is filtered out, names beyond the first ones, rows that do not match the search
  const rows = [...document.querySelectorAll("tr[data-link]")];
  const rowTexts = new Map(rows.map((row) => [row, fold(row.textContent)]));
  const boxes = [...document.querySelectorAll("#standings input")];
  const search = find("search");
  const say = (text) => { find("said").textContent = text; };

  const refresh = () => {
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    edges.update(data.edges.map((edge) => ({
      id: edge.id,
      hidden: !on.has(edge.standing) || nodes.get(edge.from).hidden || nodes.get(edge.to).hidden,
    })));
    const wanted = fold(search.value.trim());
    for (const row of rows) row.hidden = !on.has(row.dataset.standing) || !rowTexts.get(row).includes(wanted);
    const left = rows.filter((row) => !row.hidden).length;
    find("rows").textContent = left === rows.length ? String(left) : `${left} of ${rows.length}`;
    say(`${left} of ${rows.length} links in the table`);
    if (find("more")) {
      const shown = visible().length;
      find("shown").textContent = `${shown} of ${data.nodes.length} names shown.`;
      find("more").hidden = shown === data.nodes.length;
    }
  };
  const reveal = (ids) => {
    const hidden = ids.filter((id) => nodes.get(id).hidden);
    if (!hidden.length) return;
    nodes.update(hidden.map((id) => ({ id, hidden: false })));
    refresh();
  };
  for (const box of boxes) box.addEventListener("change", refresh);
  find("more")?.addEventListener("click", () => {
    reveal(nodes.getIds({ filter: (node) => node.hidden }).slice(0, data.more));
    showAll();
  });

  // What is chosen: a name (n0, n1...) or a link (l0, l1...; its line, where it has one, is e0, e1...)
  let opener = null;
  const close = () => {
    for (const open of document.querySelectorAll(".open, .chosen")) open.classList.remove("open", "chosen");
    document.body.classList.remove("reading");
    find("hint").hidden = false;
    find("close").hidden = true;
    network.unselectAll();
    opener?.focus({ preventScroll: true });
    opener = null;
  };
  const remember = (id) => {
    try {
      history.replaceState(null, "", `#${id}`);
    } catch {
      // A page inside another one may not name its place; nothing is lost but the address.
    }
  };
  const choose = (id) => {
    const article = /^[ln]\d+$/.test(id) && find(id);
    if (!article) return;
    const from = document.activeElement;
    close();
    opener = from === document.body ? null : from;
    article.classList.add("open");
    document.body.classList.add("reading");
    find("hint").hidden = true;
    find("close").hidden = false;
    if (id[0] === "n") {
      reveal([id]);
      network.selectNodes([id], false);
    } else {
      rows.find((row) => row.dataset.link === id).classList.add("chosen");
      const edge = edges.get(`e${id.slice(1)}`);
      if (edge) {
        reveal([edge.from, edge.to]);
        network.setSelection({ nodes: [], edges: [edge.id] });
      }
    }
    find("panel").focus({ preventScroll: true });
    find("panel").scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    find("panel").scrollTop = 0;
    remember(id);
  };
  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0]);
    else if (event.edges.length) choose(`l${event.edges[0].slice(1)}`);
    else close();
  });
  network.on("hoverNode", () => { find("canvas").classList.add("over"); });
  network.on("hoverEdge", () => { find("canvas").classList.add("over"); });
  network.on("blurNode", () => { find("canvas").classList.remove("over"); });
  network.on("blurEdge", () => { find("canvas").classList.remove("over"); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    choose(link.getAttribute("href").slice(1));
    const id = link.getAttribute("href").slice(1);
    if (id[0] === "n") network.focus(id, { scale: network.getScale(), animation: move() });
  });
  find("close").addEventListener("click", close);
  window.addEventListener("hashchange", () => choose(location.hash.slice(1)));

  // Search: names in a list, links in the table
  const found = find("found");
  const keys = data.nodes.map((node, index) => fold([node.label, find(node.id).querySelector("h2").textContent, ...data.aliases[index]].join("\n")));
  const goTo = (id) => {
    search.value = "";
    suggest();
    choose(id);
    network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: move() });
  };
  const suggest = () => {
    const wanted = fold(search.value.trim());
    const hits = wanted ? data.nodes.filter((_, index) => keys[index].includes(wanted)).slice(0, 8) : [];
    found.replaceChildren(...hits.map((node) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = node.title;
      button.addEventListener("click", () => goTo(node.id));
      item.append(button);
      return item;
    }));
    if (wanted && !hits.length) {
      const item = document.createElement("li");
      item.textContent = `No name here holds “${search.value.trim()}”.`;
      found.append(item);
    }
    found.hidden = !wanted;
    refresh();
  };
  search.addEventListener("input", suggest);
  find("found").parentElement.addEventListener("keydown", (event) => {
    const buttons = [...found.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === search && buttons.length) {
      event.preventDefault();
      buttons[0].click();
    } else if (step && buttons.length) {
      event.preventDefault();
      const next = buttons.indexOf(document.activeElement) + step;
      (buttons[next] ?? (next < 0 ? search : buttons.at(-1))).focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && search.value) {
      search.value = "";
      suggest();
    } else if (event.key === "Escape") {
      close();
    }
  });

  // The table's order
  const heads = [...document.querySelectorAll("th")];
  heads.forEach((head, column) => {
    const value = (row) => row.cells[column].dataset.order ?? row.cells[column].textContent;
    head.firstElementChild.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = (a, b) => value(a).localeCompare(value(b), undefined, { numeric: true });
      rows.sort(down ? (a, b) => order(b, a) : order);
      document.querySelector("tbody").append(...rows);
    });
  });

  refresh();
  say("");
  choose(location.hash.slice(1));
})();
