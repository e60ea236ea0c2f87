// Undo and redo: each step of this page is an entry of the browser's history, numbered in history.state, so the browser's own buttons do the same.
// An address that is opened fresh has nothing to undo; after a reload what lay ahead is forgotten, for another page may have taken its place.
import { addressOf, stateOf } from "./graph-state.js";

export const stepsOf = (moved) => {
  let at = history.state?.step ?? 0;
  let last = at;
  let wanted = at; // where undo and redo lead, while the browser is still on its way
  const write = (how, state) => history[how]({ step: at }, "", addressOf(state));
  const here = () => stateOf(location.href);

  const walk = (by) => {
    const goal = Math.min(Math.max(wanted + by, 0), last);
    const resting = wanted === at;
    wanted = goal;
    if (resting && goal !== at) history.go(goal - at);
  };
  window.addEventListener("popstate", (event) => {
    const words = event.state?.step < at ? "Undone" : "Done again";
    if (Number.isInteger(event.state?.step)) {
      if (wanted === at) wanted = event.state.step; // the browser's own button
      at = event.state.step;
      last = Math.max(last, at);
    } else { // an entry that is none of ours: a place in the page was jumped to
      last = wanted = at += 1;
      write("replaceState", here());
    }
    if (wanted === at) moved(here(), words);
    else history.go(wanted - at);
  });

  return {
    here,
    undo: () => walk(-1),
    redo: () => walk(1),
    canUndo: () => at > 0,
    canRedo: () => at < last,
    push: (state) => {
      last = wanted = at += 1;
      write("pushState", state);
    },
    replace: (state) => write("replaceState", state),
    // The step just taken leads nowhere: go back before it, and forget it.
    retreat: () => {
      last = at - 1;
      walk(-1);
    },
  };
};
