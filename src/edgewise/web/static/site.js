// What every page does: "/" goes to the search, names are suggested while one types, and the page says when there is news.
const find = document.getElementById("find");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    find.focus();
    find.select();
  }
});

// Suggestions: a combobox as the ARIA practices describe it. `data-suggest="open"` goes to the name's page, `"fill"` writes its label.
let lists = 0;
const suggesting = (input) => {
  const list = document.createElement("ul");
  list.id = `suggested-${lists += 1}`;
  list.className = "suggested";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  const box = document.createElement("span");
  box.className = "suggesting";
  const typing = document.activeElement === input; // somebody was faster than this script
  input.replaceWith(box);
  box.append(input, list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  let found = [];
  let at = -1;
  let asked = 0;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    asked += 1; // what was asked before comes too late
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (entity) => {
    close();
    if (input.dataset.suggest === "open") {
      location.assign(entity.address);
    } else {
      input.value = entity.label;
      input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: entity }));
    }
  };
  const mark = (place) => {
    at = place;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (entities) => {
    const marked = found[at]?.id;
    found = entities;
    list.replaceChildren(...entities.map((entity, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = entity.name;
      const type = document.createElement("span");
      type.className = "hint";
      type.textContent = ` ${entity.type}${entity.also ? `, also ${entity.also}` : ""}`;
      item.append(name, type);
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(entity));
      return item;
    }));
    said.textContent = entities.length ? `${entities.length} names` : "No name fits";
    list.hidden = !entities.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.findIndex((entity) => entity.id === marked));
  };
  const ask = async () => {
    const text = input.value.trim();
    if (!text) return close();
    const number = asked += 1;
    try {
      const answer = await fetch(`/search.json?limit=8&q=${encodeURIComponent(text)}`);
      const data = answer.ok ? await answer.json() : { entities: [] };
      if (number === asked && document.activeElement === input) show(data.entities);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 80);
  });
  input.addEventListener("blur", close);
  if (typing) {
    input.focus();
    ask();
  }
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      mark(at + step < -1 ? found.length - 1 : at + step >= found.length ? -1 : at + step);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      choose(found[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
};
export const suggestIn = (root) => root.querySelectorAll("input[data-suggest]:not([role=combobox])").forEach(suggesting);
suggestIn(document);
document.addEventListener("htmx:load", (event) => suggestIn(event.target));

// News: the page stays as it is until its reader wants the new one.
const news = document.getElementById("news");
const look = async () => {
  if (document.hidden || !news.hidden) return;
  try {
    const answer = await fetch(`/news.json?stamp=${encodeURIComponent(document.body.dataset.stamp)}`);
    if (answer.ok && (await answer.json()).news) news.hidden = false;
  } catch {
    // The server is gone, or the machine asleep: the next look will tell.
  }
};
setInterval(look, 5000);
document.addEventListener("visibilitychange", look);
