// What the page shows: the newest answer, what is chosen in it, and which names are ticked. Picture, legend, table, panel and address follow.
import { partIn } from "./graph-beside.js";
import { pictureIn } from "./graph-draw.js";
import { stepsOf } from "./graph-history.js";
import { counted, showLegend } from "./graph-legend.js";
import * as states from "./graph-state.js";

const find = (id) => document.getElementById(id);
export const seen = (data) => `${counted(data.nodes.length, "name")} and ${counted(data.edges.length, "link")} shown.`;
export const say = (text) => { find("said").textContent = text; };
export const trouble = (text) => {
  find("trouble").hidden = !text;
  find("trouble").textContent = text;
};

// `told` hears of what is done in the picture, as in graph-draw.
export const pageOf = (graph, told) => {
  let data = null;
  let chosen = null; // the id of a name or a link
  let marked = []; // the ids of at most two names, for their routes
  let asked = 0;

  const picture = pictureIn(find("canvas"), told);
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

  // What is chosen: in the picture, in the panel, in the table and in the address
  const wordsOf = (id) => {
    const node = picture.node(id);
    if (node) return `${node.name}, ${node.type}, ${node.shown} of ${counted(node.total, "neighbour")} shown`;
    return (picture.edge(id) ?? data.undrawn.find((link) => link.id === id))?.sentence ?? "";
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
    return short ? ([...data.nodes, ...data.edges, ...data.undrawn].find(({ id }) => states.means(short, id))?.id ?? null) : null;
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
    const [drawn, since] = [states.stateOf(answer.address), states.chosenOf(steps.here())];
    steps.replace(since === states.chosenOf(state) ? drawn : states.choose(drawn, since)); // what was chosen while the answer was on its way stays
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

  return {
    picture, steps, show, go, choose, nameOf, toggleMark,
    data: () => data,
    chosen: () => chosen,
    marked: () => marked,
    chosenIn,
    again: () => showChosen(chosen), // what is chosen is another thing now: pinned, ticked
    list: (state) => table.show("/graph/table", state),
  };
};
