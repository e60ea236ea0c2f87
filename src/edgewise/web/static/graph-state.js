// A state of the canvas is the query of its address and nothing else. Each function here gives the next state; none changes the one it is given.
const CUT = 16; // hex digits that are enough to tell ids apart in an address

export const cut = (id) => (/^[0-9a-f]{17,}$/.test(id) ? id.slice(0, CUT) : id);
export const means = (short, id) => id === short || (short?.length >= CUT && id.startsWith(short));
export const stateOf = (address) => new URL(address, location.href).searchParams;
export const addressOf = (state, path = "/graph") => (String(state) ? `${path}?${state}` : path);

const next = (state, change) => {
  const made = new URLSearchParams(state);
  change(made);
  return made;
};
const keep = (state, name, kept) => {
  const values = state.getAll(name).filter(kept);
  state.delete(name);
  for (const value of values) state.append(name, value);
};
const step = (sign) => (state, id) => next(state, (made) => made.append("step", sign + cut(id)));

export const expand = step("+");
export const collapse = step("-");
export const showAgain = step("o");
export const add = step("a");
export const chosenOf = (state) => state.getAll("chosen").at(-1); // the last one holds, as on the server
export const hide = (state, id) => {
  const made = step("x")(state, id);
  return means(chosenOf(made), id) ? choose(made, null) : made;
};
export const routes = (state, a, b) => next(state, (made) => made.append("step", `r${cut(a)}~${cut(b)}`));

// A pin holds from the step on after which it was set: what came before finds its name where it was then.
const pinOf = (id, after) => (pin) => {
  const [short, , , since] = pin.split(":");
  return means(short, id) && (after === undefined || since === undefined || Number(since) === after);
};
const without = (state, wanted) => next(state, (made) => keep(made, "pin", (pin) => !wanted(pin)));
export const unpin = (state, id) => without(state, pinOf(id));
export const pin = (state, id, { x, y }) => {
  const after = state.getAll("step").length;
  const place = [cut(id), Math.round(x), Math.round(y), after].join(":");
  return next(without(state, pinOf(id, after)), (made) => made.append("pin", place));
};

export const toggle = (state, kind, word) => next(state, (made) => {
  const filter = `${kind}:${word}`;
  if (made.getAll("no").includes(filter)) keep(made, "no", (other) => other !== filter);
  else made.append("no", filter);
});
export const between = (state, years) => next(state, (made) => (years ? made.set("years", years.join("-")) : made.delete("years")));
export const unfiltered = (state) => next(between(state, null), (made) => made.delete("no"));

export const choose = (state, id) => next(state, (made) => (id ? made.set("chosen", cut(id)) : made.delete("chosen")));
// What a state draws: two states that differ only in what is chosen draw the same.
export const drawn = (state) => String(choose(state, null));
