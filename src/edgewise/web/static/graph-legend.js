// What is seen and what is not: the legend whose entries filter, the years, what was left out, what is hidden. All of it follows from the newest data.
const find = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en");
const FEW = 3; // names with more neighbours that are always in sight; the rest are in a list that opens

export const counted = (count, one, many = `${one}s`) => `${number.format(count)} ${count === 1 ? one : many}`;

const button = (words, act, id) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.dataset.act = act;
  if (id) made.dataset.id = id;
  return made;
};
const item = (...parts) => {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
};
const named = (name) => {
  const made = document.createElement("bdi");
  made.textContent = name;
  return made;
};

// Entries of types and standings are in the page, with their marks; those of relations are made here.
const entries = (kind, list) => {
  const box = find(kind);
  for (const { word, count, on } of list) {
    let entry = [...box.querySelectorAll("button")].find((other) => other.dataset.word === word);
    if (!entry) {
      entry = button("", "toggle");
      const words = document.createElement("span");
      words.textContent = word.replaceAll("_", " ");
      const counter = document.createElement("span");
      counter.className = "count";
      entry.append(words, " ", counter);
      Object.assign(entry.dataset, { kind: box.dataset.kind, word });
      box.append(item(entry));
    }
    entry.setAttribute("aria-pressed", String(on));
    entry.querySelector(".count").textContent = number.format(count);
  }
  const present = new Set(list.map(({ word }) => word));
  for (const entry of box.querySelectorAll("button")) entry.parentElement.hidden = !present.has(entry.dataset.word);
};

const yearsOf = (legend, state) => {
  const whole = legend.years;
  find("years").hidden = !whole || whole[0] === whole[1];
  if (!whole) return;
  const given = (state.get("years") ?? "").split("-").map(Number);
  ["years-from", "years-to"].forEach((id, index) => {
    Object.assign(find(id), { min: whole[0], max: whole[1] });
    find(id).value = String(given[index] || whole[index]);
  });
  yearsInWords();
};
const chosenYears = () => ["years-from", "years-to"].map((id) => Number(find(id).value)).sort((a, b) => a - b);
const yearsInWords = () => {
  const [from, to] = chosenYears();
  find("years-words").textContent = from === to ? String(from) : `${from} to ${to}`;
};

export const showLegend = (data, state) => {
  entries("types", data.legend.types);
  entries("relations", data.legend.relations);
  entries("standings", data.legend.standings);
  yearsOf(data.legend, state);

  find("notes").replaceChildren(...data.notes.map((note) => item(note)));
  const more = data.left_out.map(({ id, name, shown, total }) => {
    const made = button("", "expand", id);
    made.append(`${Math.min(25, total - shown)} more of `, named(name));
    made.title = `${number.format(shown)} of ${number.format(total)} shown`;
    return item(made);
  });
  find("more").replaceChildren(...more.slice(0, FEW));
  find("more-rest").hidden = more.length <= FEW;
  find("more-rest-words").textContent = `${counted(more.length - FEW, "more name")} with neighbours that are not shown`;
  find("more-rest-list").replaceChildren(...more.slice(FEW));

  const { names, links } = data.filtered;
  find("unfilter").hidden = !names && !links && !state.has("no") && !state.has("years");
  find("hidden").hidden = !data.hidden.length;
  find("hidden-list").replaceChildren(...data.hidden.map(({ id, name, type }) => item(named(name), ` (${type}) `, button("Show again", "show-again", id))));
  for (const again of find("hidden-list").querySelectorAll("button")) again.setAttribute("aria-label", `Show ${again.parentElement.querySelector("bdi").textContent} again`);
  find("seen").textContent = `${counted(data.nodes.length, "name")}, ${counted(data.edges.length, "link")}`;
};

// `chosen` hears of the years [first, last], or null for all of them.
export const onYears = (chosen) => {
  for (const id of ["years-from", "years-to"]) {
    find(id).addEventListener("input", yearsInWords);
    find(id).addEventListener("change", () => {
      const [from, to] = chosenYears();
      chosen(from === Number(find("years-from").min) && to === Number(find("years-to").max) ? null : [from, to]);
    });
  }
};
