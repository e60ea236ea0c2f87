// What can be done, by name: keys, buttons and double clicks all come here. Each is called with `by` (a direction, 1, or -1 for backwards) and the
// id of what it is done to: what is chosen, unless another is given.
import { counted } from "./graph-legend.js";
import { say, seen } from "./graph-page.js";
import { png, save } from "./graph-png.js";
import * as states from "./graph-state.js";
import { nextLink, towards } from "./graph-walk.js";

const find = (id) => document.getElementById(id);

export const actsOf = (page) => {
  const { picture, steps, go, choose, nameOf, toggleMark, data, chosen, marked } = page;
  let walked = null; // the name whose links are gone through
  const withName = (work) => (by, id = chosen()) => {
    if (picture.node(id)) work(id);
    else say("Choose a name first.");
  };
  const reach = (id) => {
    if (!id) return say("No name that way.");
    choose(id);
    return picture.reach(id);
  };

  return {
    reach: (by, id) => reach(id),
    expand: (by, id = chosen()) => {
      if (picture.edge(id)) return find("panel").focus();
      const node = data().nodes.find((one) => one.id === id) ?? data().left_out.find((one) => one.id === id);
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
      page.again();
    }),
    routes: () => {
      if (marked().length < 2) return say("Tick two names first.");
      const [a, b] = marked();
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
      if (chosen()) choose(null);
    },
    open: () => {
      if (chosen()) location.assign(`/${picture.node(chosen()) ? "entities" : "links"}/${encodeURIComponent(chosen())}`);
    },
    keys: () => find("keys").showModal(),
    add: () => find("add-name").focus(),
    "to-table": () => {
      const row = [...find("table").querySelectorAll("[data-id]")].find((one) => one.dataset.id === chosen() || one.dataset.ends?.includes(chosen()));
      (row?.querySelector("a, button") ?? find("table")).focus();
    },
    "to-picture": () => {
      find("picture").scrollIntoView({ block: "nearest" });
      picture.frame.focus();
    },
    walk: (direction) => reach(towards(picture, chosen(), direction)),
    "next-link": (by) => {
      if (picture.node(chosen())) walked = chosen();
      const id = nextLink(picture, walked, chosen(), by === -1 ? -1 : 1);
      if (id) choose(id);
      else say("Choose a name that has links.");
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
    png: async () => save(await png(picture, find("canvas"), data().title, data().notes), "edgewise-graph.png"),
  };
};
