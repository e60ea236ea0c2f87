// The keys of the canvas, in one list: what they are, what they do, and where they hold. The dialog that "?" opens is made from it.
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

// `act` is the name of what is done; `picture`: only while the picture has the focus, for elsewhere the key has a meaning of its own.
const KEYS = [
  { keys: Object.keys(ARROWS), shown: "Arrow keys", act: "walk", words: "go to the nearest name that way, along a link if there is one", picture: true },
  { keys: ["n"], shown: "N, Shift+N", act: "next-link", words: "choose the next link of the chosen name, or the one before" },
  { keys: ["Enter", "e"], shown: "Enter, E", act: "expand", words: "show 25 more neighbours of the chosen name", enter: true },
  { keys: ["Delete", "h"], shown: "Delete, H", act: "hide", words: "hide the chosen name" },
  { keys: ["c"], shown: "C", act: "collapse", words: "take away what hangs on the chosen name alone" },
  { keys: ["p"], shown: "P", act: "pin", words: "pin the chosen name where it is, or let it go" },
  { keys: [" ", "s"], shown: "Space, S", act: "mark", words: "tick the chosen name, or untick it", enter: true },
  { keys: ["r"], shown: "R", act: "routes", words: "add the routes between the two ticked names" },
  { keys: ["a"], shown: "A", act: "add", words: "add a name" },
  { keys: ["o"], shown: "O", act: "open", words: "open the page of what is chosen" },
  { keys: ["t"], shown: "T", act: "to-table", words: "go to what is chosen in the table" },
  { keys: ["g"], shown: "G", act: "to-picture", words: "go to the picture" },
  { keys: ["u"], shown: "U, Ctrl+Z", act: "undo", words: "undo the last step" },
  { keys: ["U"], shown: "Shift+U, Ctrl+Y", act: "redo", words: "do it again" },
  { keys: ["f"], shown: "F", act: "fit", words: "show all of the picture" },
  { keys: ["+", "="], shown: "+", act: "closer", words: "nearer" },
  { keys: ["-"], shown: "−", act: "farther", words: "farther away" },
  { keys: ["Escape"], shown: "Esc", act: "close", words: "choose nothing" },
  { keys: ["?"], shown: "?", act: "keys", words: "show this list" },
];

const withControl = (event) => {
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
};

// `acts` by name; the letters hold where nothing is typed into, Enter, Space and the arrows in the picture alone.
export const listen = (graph, picture, acts) => {
  document.addEventListener("keydown", (event) => {
    const shut = event.target.closest("dialog:not([open])"); // a dialog that was closed a moment ago keeps the focus until the next frame
    const at = shut ? document.body : event.target;
    const ours = at === document.body || at === document.getElementById("main") || graph.contains(at);
    const typing = at.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (!ours || typing || event.altKey || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey) {
      const act = withControl(event);
      if (!act) return;
      event.preventDefault();
      acts[act]();
      return;
    }
    const key = KEYS.find(({ keys }) => keys.includes(event.key)) ?? KEYS.find(({ keys }) => event.key.length === 1 && keys.includes(event.key.toLowerCase()));
    const named = event.key.length > 1 || event.key === " ";
    if (!key || (named && (key.picture || key.enter) && !picture.contains(at))) return;
    event.preventDefault();
    acts[key.act](ARROWS[event.key] ?? (event.shiftKey ? -1 : 1));
  });
};

export const listKeys = (box) => box.replaceChildren(...KEYS.flatMap(({ shown, words }) => {
  const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
  shown.split(", ").forEach((one, index) => {
    const key = document.createElement(one === "Arrow keys" ? "span" : "kbd");
    key.textContent = one;
    term.append(index ? ", " : "", key);
  });
  meaning.textContent = words;
  return [term, meaning];
}));
