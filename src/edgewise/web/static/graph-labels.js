// Which names are written out. Few names near enough, or very few: all of them. Else the focus and what is chosen, then the most linked of
// those in sight, as many as stand clear of each other at a size that can be read; nearer, more of them do.
const FEW = 300; // names
const VERY_FEW = 30; // names, each of which is worth more than words that stand clear
const READABLE = 0.5; // the scale from which on words can be read as they are
const SIZE = 19; // pixels, at scale 1
const LEAST = 13; // pixels on the screen
const WIDEST = 135; // pixels on the screen, as wide as a label gets before it breaks into lines
const LETTER = LEAST * 0.56; // how wide a letter is, about

// The room of a label under its node, in pixels of the screen.
const room = ({ x, y }, label) => {
  const lines = label.split("\n").map((line) => line.length * LETTER);
  const width = Math.min(WIDEST, Math.max(...lines));
  const height = LEAST * 1.15 * lines.reduce((sum, line) => sum + Math.ceil(line / WIDEST), 0);
  return { left: x - width / 2, right: x + width / 2, top: y, bottom: y + 8 + height };
};
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

// `nodes` in the order of their importance, `sight` = { scale, place: (node) => ({x, y}) in pixels of the screen, width, height }.
// Gives a size in pixels at scale 1 for each id that is labelled.
export const labelSizes = (nodes, always, sight) => {
  if (nodes.length <= FEW && sight.scale >= READABLE) return new Map(nodes.map((node) => [node.id, SIZE]));
  const size = Math.max(SIZE, Math.round(LEAST / sight.scale));
  const taken = [];
  const sizes = new Map();
  const consider = (node, forced) => {
    const at = sight.place(node);
    if (at.x < 0 || at.y < 0 || at.x > sight.width || at.y > sight.height) return;
    const needed = room(at, node.label);
    if (!forced && taken.some((other) => meet(needed, other))) return;
    taken.push(needed);
    sizes.set(node.id, size);
  };
  for (const node of nodes) if (always.has(node.id)) consider(node, true);
  for (const node of nodes) if (!always.has(node.id)) consider(node, nodes.length <= VERY_FEW);
  return sizes;
};
