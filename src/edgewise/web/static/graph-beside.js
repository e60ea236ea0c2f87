// The table and the panel beside the picture: parts of a page that the server writes and htmx puts in place, the newest one only.
/* global htmx */
import { addressOf } from "./graph-state.js";

const keptPlace = (box) => {
  const at = document.activeElement;
  if (!box.contains(at)) return null;
  const row = at.closest("[data-id]")?.dataset.id;
  return { row, words: at.getAttribute("aria-label") ?? at.textContent };
};

// A box whose content comes from addresses. What stood in focus does so again, if it is still there; else the box does.
export const partIn = (box, arrived = () => {}) => {
  let wanted = "";
  let place = null;
  box.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.pathInfo.requestPath !== wanted) event.detail.shouldSwap = false;
    else {
      place = keptPlace(box);
      box.replaceChildren(); // at once: htmx would take leave of every element on its own
    }
  });
  box.addEventListener("htmx:afterSwap", () => { // htmx has read it as if there were no scripts
    for (const instead of box.querySelectorAll("noscript")) instead.remove();
  });
  box.addEventListener("htmx:afterSettle", () => {
    arrived(box);
    if (!place) return;
    const rows = [...box.querySelectorAll("[data-id]")].filter((row) => row.dataset.id === place.row);
    const same = rows.flatMap((row) => [...row.querySelectorAll("a, button, input")]).find((one) => (one.getAttribute("aria-label") ?? one.textContent) === place.words);
    (same ?? box).focus({ preventScroll: Boolean(same) });
    place = null;
  });
  return {
    show: (path, state) => {
      wanted = addressOf(state, path);
      htmx.ajax("GET", wanted, { source: box, target: box });
    },
    empty: () => {
      wanted = "";
      box.replaceChildren();
    },
  };
};
