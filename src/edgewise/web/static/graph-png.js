// The picture as a PNG file, at twice the size, as it is seen now: on its ground, with its title, what its lines mean, and what was left out.
/* global vis */
import { OPTIONS } from "./graph-draw.js";

const TWICE = 2;
const LINE = 22; // pixels
const EDGE = 14; // pixels

// The part of the picture in sight, drawn once more on a canvas of twice the size.
const drawnTwice = (picture, box) => new Promise((resolve) => {
  const frame = document.createElement("div");
  frame.className = "off-screen";
  const scale = TWICE / window.devicePixelRatio; // the library multiplies by the ratio of the screen
  const [width, height] = [box.clientWidth, box.clientHeight].map((pixels) => `${Math.round(pixels * scale)}px`);
  document.body.append(frame);
  const network = new vis.Network(frame, { nodes: picture.nodes, edges: picture.edges }, { ...OPTIONS, width, height, autoResize: false });
  network.moveTo({ position: picture.network.getViewPosition(), scale: picture.network.getScale() * scale, animation: false });
  network.once("afterDrawing", (context) => {
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: context.canvas.width, height: context.canvas.height });
    copy.getContext("2d").drawImage(context.canvas, 0, 0);
    setTimeout(() => {
      network.destroy();
      frame.remove();
    });
    resolve(copy);
  });
  network.redraw();
});

const cutTo = (context, text, width) => {
  if (context.measureText(text).width <= width) return text;
  let cut = text;
  while (cut && context.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut}…`;
};

const lineSample = (context, { width, dashes }, colour, x, y) => {
  context.save();
  Object.assign(context, { lineWidth: width, strokeStyle: colour });
  context.setLineDash(dashes || []);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 34, y);
  context.stroke();
  context.restore();
};

// Gives the PNG as a Blob. `notes` are lines of text; of the lines in the picture each standing is explained once.
export const png = async (picture, box, title, notes) => {
  const drawn = await drawnTwice(picture, box);
  const theme = picture.theme();
  const standings = new Map(picture.edges.get().map((line) => [picture.edge(line.id).standing, picture.edge(line.id)]));
  const foot = (notes.length + (standings.size ? 1 : 0)) * LINE + 2 * EDGE;
  const head = LINE + EDGE;
  const sheet = document.createElement("canvas");
  Object.assign(sheet, { width: drawn.width, height: drawn.height + (head + foot) * TWICE });
  const context = sheet.getContext("2d");
  Object.assign(context, { fillStyle: theme.ground });
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(drawn, 0, head * TWICE);
  context.scale(TWICE, TWICE);
  const wide = sheet.width / TWICE - 2 * EDGE;
  Object.assign(context, { fillStyle: theme.text, font: "bold 16px system-ui, sans-serif", textBaseline: "middle" });
  context.fillText(cutTo(context, title, wide), EDGE, EDGE + LINE / 2);
  let y = head + drawn.height / TWICE + EDGE + LINE / 2;
  context.font = "13px system-ui, sans-serif";
  let x = EDGE;
  for (const [word, line] of standings) {
    lineSample(context, line, word === "disputed" ? theme.disputed : theme.line, x, y);
    context.fillText(word, x + 40, y);
    x += 56 + context.measureText(word).width;
  }
  if (standings.size) y += LINE;
  for (const note of notes) {
    context.fillText(cutTo(context, note, wide), EDGE, y);
    y += LINE;
  }
  return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
};

export const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
