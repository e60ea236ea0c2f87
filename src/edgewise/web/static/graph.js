// The canvas. What a reader does makes the next state; the server says what a state shows; picture, legend, table and panel follow it.
import { partIn } from "./graph-beside.js";
import { pictureIn } from "./graph-draw.js";
import { stepsOf } from "./graph-history.js";
import { listKeys, listen } from "./graph-keys.js";
import { counted, onYears, showLegend } from "./graph-legend.js";
import { png, save } from "./graph-png.js";
import * as states from "./graph-state.js";

const find = (id) => document.getElementById(id);
const graph = find("graph");
const canvas = find("canvas");
const narrow = window.matchMedia("(max-width: 860px)");
graph.classList.add("scripted");
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false; // first of all: a picture measures the room it has
let data = null; // the newest answer, which is drawn
let chosen = null; // the id of a name or a link
let marked = []; // the ids of at most two names, for their routes
let asked = 0;

const say = (text) => { find("said").textContent = text; };
const trouble = (text) => {
  find("trouble").hidden = !text;
  find("trouble").textContent = text;
};

// Names that are ticked, in the table and in the picture
const mark = (ids) => {
  marked = ids.filter((id) => picture.node(id)).slice(-2);
  picture.mark(marked);
  tickTable();
  const names = marked.map((id) => picture.node(id).name);
  find("routes").disabled = names.length < 2;
  find("ticked").textContent = names.length ? `Ticked: ${names.join(" and ")}` : "Tick two names";
};
const toggleMark = (id) => {
  mark(marked.includes(id) ? marked.filter((other) => other !== id) : [...marked, id]);
  say(find("ticked").textContent);
};
const tickTable = () => {
  for (const tick of graph.querySelectorAll("input[name=tick]")) tick.checked = marked.includes(tick.value);
};
const markRow = () => {
  for (const row of find("table").querySelectorAll("[data-id]")) row.classList.toggle("chosen", row.dataset.id === chosen);
};

const picture = pictureIn(canvas, {
  click: (id, event) => {
    if (event.shiftKey && picture.node(id)) toggleMark(id);
    else choose(id);
    if (narrow.matches) canvas.scrollIntoView(); // what is chosen is told in the lower half of the screen
  },
  open: (id) => act.expand(1, id),
  drag: (id, point) => go(states.pin(steps.here(), id, point), () => `${nameOf(id)} pinned.`),
});
const table = partIn(find("table"), () => {
  tickTable();
  markRow();
});
const panel = partIn(find("panel"));
const steps = stepsOf((state, words) => {
  if (data && states.drawn(state) === states.drawn(states.stateOf(data.address))) return follow(state);
  return show(state, (before, after) => `${words}. ${seen(after)}`);
});

const nameOf = (id) => picture.node(id)?.name ?? "This name";

// What is chosen: in the picture, in the panel, in the table and in the address
const wordsOf = (id) => {
  const node = picture.node(id);
  return node ? `${node.name}, ${node.type}, ${node.shown} of ${counted(node.total, "neighbour")} shown` : (picture.edge(id) ?? data.refuted.find((link) => link.id === id))?.sentence ?? "";
};
const showChosen = (id) => {
  const changed = id !== chosen;
  chosen = id;
  picture.choose(id);
  markRow();
  graph.classList.toggle("reading", Boolean(id));
  find("acts").hidden = !id;
  const node = picture.node(id);
  for (const button of find("acts").querySelectorAll("[data-for]")) button.hidden = button.dataset.for !== (node ? "name" : "link");
  if (node) {
    find("act-expand").textContent = node.total > node.shown ? `Expand (${node.total - node.shown} more)` : "All neighbours shown";
    find("act-expand").disabled = node.total <= node.shown;
    find("act-pin").textContent = node.pinned ? "Let go" : "Pin";
    find("act-mark").textContent = marked.includes(id) ? "Untick" : "Tick for routes";
  }
  if (!id) panel.empty();
  else if (changed) {
    const state = states.choose(steps.here(), null);
    state.set("id", id);
    panel.show("/graph/panel", state);
  }
};
const choose = (id) => {
  steps.replace(states.choose(steps.here(), id));
  readdress();
  showChosen(id);
  say(id ? wordsOf(id) : "");
};
const chosenIn = (state) => {
  const short = states.chosenOf(state);
  return short ? ([...data.nodes, ...data.edges, ...data.refuted].find(({ id }) => states.means(short, id))?.id ?? null) : null;
};

// What a state shows
const readdress = () => {
  const state = steps.here();
  const same = document.querySelectorAll('#export a, #news a, footer.site a[href^="/graph"]');
  for (const link of same) link.href = states.addressOf(state, new URL(link.href).pathname);
};
const follow = (state) => {
  find("undo").disabled = !steps.canUndo();
  find("redo").disabled = !steps.canRedo();
  readdress();
  showChosen(chosenIn(state));
};
const draw = (state, answer, words) => {
  const before = data;
  data = answer;
  trouble("");
  steps.replace(states.stateOf(answer.address));
  document.title = `${answer.title} · edgewise`;
  find("title").textContent = answer.title;
  showLegend(answer, state);
  picture.draw(answer);
  performance.mark("canvas drawn");
  mark(marked);
  follow(steps.here());
  find("empty").hidden = answer.nodes.length > 0;
  if (before) {
    table.show("/graph/table", steps.here());
    say(words(before, answer));
  }
};
const answered = async (state) => {
  try {
    const response = await fetch(states.addressOf(state, "/graph.json"), { headers: { Accept: "application/json" } });
    const answer = await response.json();
    return response.ok ? answer : { error: answer.error };
  } catch {
    return { error: "The explorer does not answer. Is it still running? What was drawn stays here." };
  }
};
const show = async (state, words) => {
  const number = (asked += 1);
  graph.setAttribute("aria-busy", "true");
  const answer = await answered(state);
  if (number !== asked) return true; // a newer request is under way: its answer is the one to draw
  graph.removeAttribute("aria-busy");
  if (answer.error) trouble(answer.error);
  else draw(state, answer, words);
  return !answer.error;
};
const go = async (state, words) => {
  steps.push(state);
  if (!(await show(state, words))) steps.retreat();
};

// What can be done, by name: keys, buttons and double clicks all come here. `id` is what it is done to: what is chosen, unless another is given.
const seen = (after) => `${counted(after.nodes.length, "name")} and ${counted(after.edges.length, "link")} shown.`;
const withName = (work) => (by, id = chosen) => {
  if (picture.node(id)) work(id);
  else say("Choose a name first.");
};
const act = {
  expand: (by, id = chosen) => {
    if (picture.edge(id)) return find("panel").focus();
    const node = data.nodes.find((one) => one.id === id) ?? data.left_out.find((one) => one.id === id);
    if (!node) return say("Choose a name first.");
    if (node.total <= node.shown) return say(`All ${counted(node.total, "neighbour")} of ${node.name} are shown.`);
    return go(states.expand(steps.here(), id), (before, after) => {
      const now = after.nodes.find((one) => one.id === id) ?? node;
      return `${counted(after.nodes.length - before.nodes.length, "name")} more: ${now.shown} of ${counted(now.total, "neighbour")} of ${now.name} shown.`;
    });
  },
  hide: withName((id) => {
    const name = nameOf(id);
    go(states.hide(steps.here(), id), (before, after) => `${name} hidden. ${seen(after)}`);
  }),
  collapse: withName((id) => {
    go(states.collapse(steps.here(), id), (before, after) => `${nameOf(id)} collapsed: ${counted(before.nodes.length - after.nodes.length, "name")} fewer.`);
  }),
  pin: withName((id) => {
    if (picture.node(id).pinned) go(states.unpin(steps.here(), id), () => `${nameOf(id)} let go.`);
    else go(states.pin(steps.here(), id, picture.position(id)), () => `${nameOf(id)} pinned.`);
  }),
  mark: withName((id) => {
    toggleMark(id);
    showChosen(chosen);
  }),
  routes: () => {
    if (marked.length < 2) return say("Tick two names first.");
    const [a, b] = marked;
    return go(states.routes(steps.here(), a, b), (before, after) => `Routes between ${nameOf(a)} and ${nameOf(b)}. ${seen(after)}`);
  },
  "show-again": (by, id) => go(states.showAgain(steps.here(), id), (before, after) => `${nameOf(id)} shown again. ${seen(after)}`),
  toggle: (by, id, entry) => {
    const { kind, word } = entry.dataset;
    const off = entry.getAttribute("aria-pressed") === "true";
    go(states.toggle(steps.here(), kind, word), (before, after) => `${word.replaceAll("_", " ")} ${off ? "filtered out" : "shown"}. ${seen(after)}`);
  },
  unfilter: () => go(states.unfiltered(steps.here()), (before, after) => `No filter. ${seen(after)}`),
  undo: steps.undo,
  redo: steps.redo,
  fit: () => picture.fit(),
  closer: () => picture.zoom(1.3),
  farther: () => picture.zoom(1 / 1.3),
  close: () => {
    if (chosen) choose(null);
  },
  open: () => {
    if (chosen) location.assign(`/${picture.node(chosen) ? "entities" : "links"}/${encodeURIComponent(chosen)}`);
  },
  keys: () => find("keys").showModal(),
  add: () => find("add-name").focus(),
  "to-table": () => {
    const row = [...find("table").querySelectorAll("[data-id]")].find((one) => one.dataset.id === chosen || one.dataset.ends?.includes(chosen));
    (row?.querySelector("a, button") ?? find("table")).focus();
  },
  "to-picture": () => {
    find("picture").scrollIntoView({ block: "nearest" });
    frame.focus();
  },
  // To the nearest name in a direction: of those linked with the chosen one if there is any, else of all.
  walk: ([dx, dy]) => {
    const edge = picture.edge(chosen);
    const from = edge ? middle(edge) : picture.node(chosen) ? picture.position(chosen) : null;
    if (!from) return reach(picture.focus()?.id);
    const cost = (id) => {
      const { x, y } = picture.position(id);
      const [across, along] = [x - from.x, y - from.y];
      const ahead = across * dx + along * dy;
      const aside = Math.abs(across * dy) + Math.abs(along * dx);
      return ahead > 0 && aside <= 1.5 * ahead ? ahead + 2 * aside : Infinity;
    };
    const nearest = (ids) => [...ids].map((id) => [cost(id), id]).filter(([far]) => far < Infinity).sort(([a], [b]) => a - b)[0]?.[1];
    const linked = edge ? [edge.from, edge.to] : picture.edgesOf(chosen).flatMap(({ from: a, to: b }) => [a, b]);
    return reach(nearest(linked.filter((id) => id !== chosen)) ?? nearest(data.nodes.map(({ id }) => id).filter((id) => id !== chosen)));
  },
  // Through the links of the chosen name, and on from a chosen link through those of the same name.
  "next-link": (by) => {
    const step = by === -1 ? -1 : 1;
    if (picture.node(chosen)) walked = chosen;
    const lines = picture.edgesOf(walked);
    if (!lines.length) return say("Choose a name that has links.");
    const at = lines.findIndex(({ id }) => id === chosen);
    return choose(lines[(at < 0 ? (step > 0 ? 0 : lines.length - 1) : at + step + lines.length) % lines.length].id);
  },
  link: async () => {
    const address = location.href;
    try {
      await navigator.clipboard.writeText(address);
      say("The address of this picture is copied.");
    } catch {
      say("The browser does not let this page copy; the address of this picture is in the address bar.");
    }
  },
  png: async () => save(await png(picture, canvas, data.title, data.notes), "edgewise-graph.png"),
};
let walked = null; // the name whose links are gone through
const middle = ({ from, to }) => {
  const [a, b] = [picture.position(from), picture.position(to)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
};
const reach = (id) => {
  if (!id) return say("No name that way.");
  choose(id);
  return picture.reach(id);
};

// A name to add: one of the picture is chosen, another one comes in.
const addNamed = (entity) => {
  find("add-name").value = "";
  frame.focus({ preventScroll: true }); // where the keys hold that go on with it
  if (picture.node(entity.id)) return reach(entity.id);
  return go(states.choose(states.add(steps.here(), entity.id), entity.id), (before, after) => `${entity.name} added. ${seen(after)}`);
};
find("add-name").addEventListener("chosen", (event) => addNamed(event.detail));
find("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = find("add-name").value.trim();
  if (!text) return;
  const answer = await fetch(`/search.json?limit=1&q=${encodeURIComponent(text)}`);
  const [entity] = answer.ok ? (await answer.json()).entities : [];
  if (entity) addNamed(entity);
  else trouble(`No name here fits “${text}”.`);
});

graph.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const link = event.target.closest('a[href^="/graph?"]');
  if (button) act[button.dataset.act](1, button.dataset.id ?? chosen, button);
  else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    const state = states.stateOf(link.href);
    if (link.closest(".pager")) table.show("/graph/table", state); // other rows of the same picture
    else if (states.drawn(state) === states.drawn(steps.here())) choose(chosenIn(state));
    else go(state, (before, after) => seen(after));
  }
});
graph.addEventListener("submit", (event) => { // the table's own form for routes
  if (!event.target.querySelector("[name=tick]")) return;
  event.preventDefault();
  act.routes();
});
graph.addEventListener("change", (event) => {
  if (event.target.name === "tick") toggleMark(event.target.value);
});
graph.addEventListener("keydown", (event) => { // a menu that is open closes, and gives the focus back
  const menu = event.key === "Escape" && event.target.closest("details[open].menu");
  if (!menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
});
onYears((years) => go(states.between(steps.here(), years), (before, after) => `${years ? years.join(" to ") : "All years"}. ${seen(after)}`));

// The library's own frame takes the focus; it gets the words that a reader hears there.
const frame = canvas.querySelector(".vis-network");
for (const [name, value] of Object.entries({ role: "application", "aria-label": "Picture of the graph", "aria-describedby": "hint" })) frame.setAttribute(name, value);
frame.addEventListener("focus", () => {
  if (frame.matches(":focus-visible") && !chosen && data) reach(picture.focus()?.id);
});
listKeys(find("keys-list"));
listen(graph, canvas, act);
show(steps.here(), () => "");
