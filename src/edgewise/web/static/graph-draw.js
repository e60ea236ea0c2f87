// The picture: vis-network draws what the server placed. It moves nothing by itself, and everything seen follows from the newest data,
// the theme, what is chosen and marked, and how near one looks: `paint` hands the library what differs from what it has.
/* global vis */
import { labelSizes } from "./graph-labels.js";

const MANY = 300; // names; from here on lines are left out while the picture moves
const SMALLEST = 6; // pixels on the screen from the middle of a node to its edge
const FEW_LINES = 40; // of so few, each says in words that can be read what it says
const WORDS = 15; // pixels of a line's words at scale 1
const LEAST_WORDS = 10.5; // pixels of them on the screen
const TELLING = 0.6; // the scale down to which lines tell their standing by width and dashes at their own size
const TOO_FAR = 0.1; // a scale at which a small picture shows nothing; it begins nearer, at its focus
const NEAREST = 1.2; // the scale at which few names are shown
const MARGIN = { across: 80, along: 50 }; // pixels of the screen round all names, for the labels of the outermost
const THEME = ["ground", "text", "faint", "line", "disputed", "border", "chosen"];

const FACE = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

export const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, tooltipDelay: 250, multiselect: false, selectConnectedEdges: false, keyboard: false },
  nodes: { scaling: { label: { drawThreshold: 4 } }, labelHighlightBold: false, font: { strokeWidth: 5, face: FACE } },
  edges: {
    font: { size: WORDS, strokeWidth: 5, face: FACE, align: "horizontal" },
    scaling: { label: { drawThreshold: 7 } },
    arrows: { to: { scaleFactor: 0.7 } },
    selectionWidth: 2,
    hoverWidth: 1,
    widthConstraint: { maximum: 180 },
    smooth: { enabled: false },
  },
};

const media = (query) => window.matchMedia(query);
const dark = media("(prefers-color-scheme: dark)");
const still = media("(prefers-reduced-motion: reduce)");
// Scales in steps of a quarter, so that a little nearer changes nothing but the camera.
const step = (scale) => 1.25 ** Math.round(Math.log(scale) / Math.log(1.25));
const motion = () => (still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });
const themeNow = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(THEME.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
};

const labelOf = (node) => (node.total > node.shown ? `${node.label}\n+${node.total - node.shown}` : node.label);
// `size` is that of the label, 0 for none; `scale` how near one looks: what is far away stays large enough to hit.
const nodeLook = (node, theme, size, marked, scale) => {
  const border = marked ? theme.chosen : theme.border;
  const chosen = { background: node.color, border: theme.chosen };
  return {
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: Math.max(node.size, Math.round(SMALLEST / step(scale))),
    label: size ? node.label : "",
    title: `${node.name} (${node.type}), ${node.shown} of ${node.total} neighbours shown${node.pinned ? ", pinned" : ""}`,
    borderWidth: marked ? 5 : node.focus ? 3 : 1,
    borderWidthSelected: 5,
    shapeProperties: { borderDashes: node.pinned ? [3, 2] : false },
    color: { background: node.color, border, highlight: chosen, hover: chosen },
    font: { size: size || 19, color: theme.text, strokeColor: theme.ground, strokeWidth: Math.round(5 * Math.max(1, size / 19)) },
    widthConstraint: { maximum: Math.round(195 * Math.max(1, size / 19)) },
  };
};
// `words` is the size of what it says, 0 for nothing; `far` how many times its own size a line is drawn, so that from far away a dashed line
// is not taken for an unbroken one.
const edgeLook = (edge, theme, words, far) => ({
  id: edge.id, from: edge.from, to: edge.to, title: edge.title, arrows: edge.arrows,
  width: edge.width * far, dashes: edge.dashes && edge.dashes.map((length) => length * far),
  label: words ? edge.label : "",
  color: { color: edge.standing === "disputed" ? theme.disputed : theme.line, highlight: theme.chosen, hover: theme.chosen, inherit: false },
  font: { size: words || WORDS, color: theme.text, strokeColor: theme.ground },
  smooth: edge.smooth ?? { enabled: false },
  ...(edge.selfReference && { selfReference: edge.selfReference }),
});

// Update a data set by what differs; gives the ids that are new.
const differ = (set, known, looks) => {
  const before = new Set(known.keys());
  const changed = [];
  for (const look of looks) {
    const text = JSON.stringify(look);
    if (known.get(look.id) !== text) changed.push(look);
    known.set(look.id, text);
  }
  const wanted = new Set(looks.map((look) => look.id));
  const gone = [...before].filter((id) => !wanted.has(id));
  for (const id of gone) known.delete(id);
  if (gone.length) set.remove(gone);
  if (changed.length) set.update(changed);
};

// `told` hears of what is done in the picture: click(id or null, event), open(id), drag(id, point).
export const pictureIn = (box, told) => {
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const [knownNodes, knownEdges] = [new Map(), new Map()];
  const network = new vis.Network(box, { nodes, edges }, OPTIONS);
  const frame = box.querySelector(".vis-network"); // it takes the focus, so it has the words that a reader hears there
  for (const [name, value] of Object.entries({ role: "application", "aria-label": "Picture of the graph", "aria-describedby": "hint" })) {
    frame.setAttribute(name, value);
  }
  window.network = network; // for whoever looks into the page: its tests, a reader's console
  let data = { nodes: [], edges: [] };
  let byId = new Map();
  let ranked = []; // the nodes, those with the most links first
  let theme = themeNow();
  let chosen = null;
  let marked = [];
  let hovered = null;
  let many = false;

  const isNode = (id) => knownNodes.has(id);
  const isEdge = (id) => knownEdges.has(id);

  // The camera: what point of the picture stands in the middle of the box, and how near
  const camera = () => ({ position: network.getViewPosition(), scale: network.getScale() });
  const spot = ({ x, y }, { position, scale }) => ({ x: (x - position.x) * scale + box.clientWidth / 2, y: (y - position.y) * scale + box.clientHeight / 2 });
  const outside = (point, seen) => {
    const { x, y } = spot(point, seen);
    return x < 0 || y < 0 || x > box.clientWidth || y > box.clientHeight;
  };
  const whole = () => {
    const [xs, ys] = [data.nodes.map(({ x }) => x), data.nodes.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const across = (box.clientWidth - 2 * MARGIN.across) / (right - left || 1);
    const along = (box.clientHeight - 2 * MARGIN.along) / (bottom - top || 1);
    return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(0.02, Math.min(across, along, NEAREST)) };
  };
  const beginning = () => {
    const all = whole();
    const focus = data.nodes.find((node) => node.focus) ?? ranked[0];
    return all.scale < TOO_FAR && data.nodes.length <= MANY ? { position: focus, scale: TOO_FAR } : all;
  };
  const aim = (wanted, animation = motion()) => {
    network.moveTo({ ...wanted, animation });
    later();
  };

  // The library draws anew after each change of a data set; here once, after all of them.
  const paint = (seen = camera()) => {
    const { from, to } = data.edges.find((edge) => edge.id === chosen) ?? {};
    const always = new Set([chosen, from, to, hovered, ...marked, ...data.nodes.filter((node) => node.focus).map((node) => node.id)]);
    const sight = { scale: step(seen.scale), place: (node) => spot(node, seen), width: box.clientWidth, height: box.clientHeight };
    const sizes = labelSizes(ranked, always, sight);
    const far = Math.max(1, TELLING / step(seen.scale));
    network.body.emitter.emit("_blockRedraw");
    differ(nodes, knownNodes, ranked.map((node) => nodeLook(node, theme, sizes.get(node.id) ?? 0, marked.includes(node.id), seen.scale)));
    const readable = Math.max(WORDS, Math.round(LEAST_WORDS / step(seen.scale)));
    const wordsOf = (edge) => {
      if (edge.id === chosen || data.edges.length <= FEW_LINES) return readable;
      return !many || edge.from === chosen || edge.to === chosen ? WORDS : 0;
    };
    differ(edges, knownEdges, data.edges.map((edge) => edgeLook(edge, theme, wordsOf(edge), far)));
    network.body.emitter.emit("_allowRedraw");
    network.setSelection({ nodes: [chosen].filter(isNode), edges: [chosen].filter(isEdge) }, { highlightEdges: false });
  };
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(paint, 90);
  };

  const draw = (given) => {
    const before = new Set(knownNodes.keys());
    const links = new Map();
    for (const edge of given.edges) for (const end of [edge.from, edge.to]) links.set(end, (links.get(end) ?? 0) + 1);
    data = given;
    byId = new Map([...data.nodes, ...data.edges].map((one) => [one.id, one]));
    ranked = data.nodes.map((node) => ({ ...node, label: labelOf(node) })).sort((a, b) => (links.get(b.id) ?? 0) - (links.get(a.id) ?? 0));
    if (many !== data.nodes.length > MANY) {
      many = !many;
      network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    }
    for (const [id, { x, y }] of Object.entries(network.getPositions())) { // what was dragged and is not pinned goes back
      const node = byId.get(id);
      if (node && (Math.trunc(node.x) !== x || Math.trunc(node.y) !== y)) knownNodes.set(id, "moved");
    }
    const now = camera();
    const missed = data.nodes.some((node) => !before.has(node.id) && outside(node, now));
    const wanted = !data.nodes.length ? now : !before.size ? beginning() : missed ? whole() : now;
    paint(wanted);
    network.redraw();
    const tip = box.querySelector(".vis-tooltip"); // of what may be gone
    if (tip) tip.style.visibility = "hidden";
    if (wanted !== now) aim(wanted, before.size ? motion() : false);
  };

  for (const event of ["zoom", "dragEnd", "animationFinished", "resize"]) network.on(event, later);
  dark.addEventListener("change", () => {
    theme = themeNow();
    paint();
  });
  const hover = (id) => {
    hovered = id;
    box.classList.toggle("over", Boolean(id));
    if (id && !nodes.get(id).label) later();
  };
  network.on("hoverNode", (event) => hover(event.node));
  network.on("hoverEdge", () => box.classList.add("over"));
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => hover(null));
  network.on("click", (event) => told.click(event.nodes[0] ?? event.edges[0] ?? null, event.event.srcEvent));
  network.on("doubleClick", (event) => event.nodes.length && told.open(event.nodes[0]));
  network.on("dragEnd", (event) => event.nodes.length && told.drag(event.nodes[0], network.getPosition(event.nodes[0])));

  return {
    network, frame, nodes, edges, draw,
    ids: () => data.nodes.map(({ id }) => id),
    node: (id) => (isNode(id) ? byId.get(id) : undefined),
    edge: (id) => (isEdge(id) ? byId.get(id) : undefined),
    focus: () => data.nodes.find((node) => node.focus) ?? ranked[0],
    edgesOf: (id) => data.edges.filter((edge) => edge.from === id || edge.to === id),
    position: (id) => network.getPosition(id),
    theme: () => theme,
    fit: () => data.nodes.length && aim(whole()),
    zoom: (factor) => aim({ ...camera(), scale: network.getScale() * factor }),
    choose: (id) => {
      chosen = id;
      paint();
    },
    mark: (ids) => {
      marked = ids;
      paint();
    },
    // Bring a name into sight, without moving the picture more than that needs.
    reach: (id) => outside(network.getPosition(id), camera()) && aim({ ...camera(), position: network.getPosition(id) }),
  };
};
