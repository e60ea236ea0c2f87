// The canvas. What a reader does makes the next state; the server says what a state shows; picture, legend, table and panel follow it.
// Here is what listens to the reader; what is done stands in graph-acts, what is shown in graph-page, undo in graph-history.
import { actsOf } from "./graph-acts.js";
import { listKeys, listen } from "./graph-keys.js";
import { onYears } from "./graph-legend.js";
import { pageOf, seen, trouble } from "./graph-page.js";
import * as states from "./graph-state.js";

const find = (id) => document.getElementById(id);
const graph = find("graph");
const canvas = find("canvas");
const narrow = window.matchMedia("(max-width: 860px)");
graph.classList.add("scripted");
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false; // first of all: a picture measures the room it has

const page = pageOf(graph, {
  click: (id, event) => {
    if (event.shiftKey && page.picture.node(id)) page.toggleMark(id);
    else page.choose(id);
    if (narrow.matches) canvas.scrollIntoView(); // what is chosen is told in the lower half of the screen
  },
  open: (id) => act.expand(1, id),
  drag: (id, point) => page.go(states.pin(page.steps.here(), id, point), () => `${page.nameOf(id)} pinned.`),
});
const act = actsOf(page);

// A name to add: one of the picture is chosen, another one comes in.
const addNamed = (entity) => {
  find("add-name").value = "";
  page.picture.frame.focus({ preventScroll: true }); // where the keys hold that go on with it
  if (page.picture.node(entity.id)) return act.reach(1, entity.id);
  return page.go(states.choose(states.add(page.steps.here(), entity.id), entity.id), (before, after) => `${entity.name} added. ${seen(after)}`);
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
  if (button) act[button.dataset.act](1, button.dataset.id ?? page.chosen(), button);
  else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    const state = states.stateOf(link.href);
    if (link.closest(".pager")) page.list(state); // other rows of the same picture
    else if (states.drawn(state) === states.drawn(page.steps.here())) page.choose(page.chosenIn(state));
    else page.go(state, (before, after) => seen(after));
  }
});
graph.addEventListener("submit", (event) => { // the table's own form for routes
  if (!event.target.querySelector("[name=tick]")) return;
  event.preventDefault();
  act.routes();
});
graph.addEventListener("change", (event) => {
  if (event.target.name === "tick") page.toggleMark(event.target.value);
});
graph.addEventListener("keydown", (event) => { // a menu that is open closes, and gives the focus back
  const menu = event.key === "Escape" && event.target.closest("details[open].menu");
  if (!menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
});
onYears((years) => page.go(states.between(page.steps.here(), years), (before, after) => `${years ? years.join(" to ") : "All years"}. ${seen(after)}`));

page.picture.frame.addEventListener("focus", () => { // by keyboard: there is something to start from
  if (page.picture.frame.matches(":focus-visible") && !page.chosen() && page.data()) act.reach(1, page.picture.focus()?.id);
});
listKeys(find("keys-list"));
listen(graph, canvas, act);
page.show(page.steps.here(), () => "");
