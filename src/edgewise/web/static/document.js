// Walks through the claims of a text: what is clicked, or reached with n and p, is marked in the text and opened beside it. The address
// says which claim that is. Without this file every mark is a link to its claim, and every claim one to its words.
const numbers = [...document.querySelectorAll(".text .number:not(.out)")];
const marks = [...document.querySelectorAll(".text [data-claims]")];
const cards = document.querySelector(".cards");
const said = document.getElementById("walked");
const claimOf = (hash) => hash.startsWith("#claim-") ? hash.slice("#claim-".length) : "";
let chosen = "";

const isIn = (element, key) => element.dataset.claims.split(" ").includes(key);

const showCard = (key) => {
  const card = document.getElementById(`about-${key}`);
  if (!card || !cards.contains(card) || cards.scrollHeight <= cards.clientHeight) return;
  cards.scrollTop += card.getBoundingClientRect().top - cards.getBoundingClientRect().top - 8;
};

const choose = (key, { move = true } = {}) => {
  chosen = key;
  document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  document.body.classList.toggle("walking", Boolean(key));
  if (!key) {
    history.replaceState(null, "", location.pathname + location.search);
    said.textContent = "";
    return;
  }
  marks.filter((one) => isIn(one, key)).forEach((one) => one.classList.add("chosen"));
  const number = document.getElementById(`claim-${key}`);
  number?.classList.add("chosen");
  document.getElementById(`about-${key}`)?.classList.add("chosen");
  const place = numbers.indexOf(number);
  said.textContent = place < 0 ? "" : `${place + 1} of ${numbers.length}`;
  if (claimOf(location.hash) !== key) history.replaceState(null, "", `${location.pathname}?claim=${key}#claim-${key}`);
  if (move) number?.scrollIntoView({ block: "center" });
  showCard(key);
};

// The next claim is the one after the chosen one; where none is chosen, the first that is to be seen.
const walk = (step) => {
  const at = numbers.findIndex((one) => one.dataset.claim === chosen);
  const seen = numbers.findIndex((one) => one.getBoundingClientRect().top >= 0);
  const next = at < 0 ? (step > 0 ? seen : (seen < 0 ? numbers.length : seen) - 1) : at + step;
  if (numbers[next]) choose(numbers[next].dataset.claim);
  else document.querySelector(step > 0 ? "main a[rel=next]" : "main a[rel=prev]")?.click();
};

const part = document.querySelector(".spread");
part.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const mark = event.target.closest(".mark");
  const one = event.target.closest(".number, .back");
  if (mark) {
    const keys = mark.dataset.claims.split(" ").filter((key) => cards.querySelector(`#about-${CSS.escape(key)}`));
    if (!keys.length) return;
    event.preventDefault();
    choose(keys[(keys.indexOf(chosen) + 1) % keys.length], { move: false });
  } else if (one && cards.querySelector(`#about-${CSS.escape(one.dataset.claim)}`)) {
    event.preventDefault();
    choose(one.dataset.claim, { move: one.classList.contains("back") });
  } else if (chosen && event.target.closest(".text") && !event.target.closest("a") && getSelection().isCollapsed) choose("");
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const step = { n: 1, p: -1 }[event.key];
  if (step) {
    event.preventDefault();
    walk(step);
  } else if (event.key === "Escape" && chosen) choose("");
});
document.getElementById("previous").addEventListener("click", () => walk(-1));
document.getElementById("next").addEventListener("click", () => walk(1));
document.querySelector(".walk").hidden = !numbers.length;

const open = () => {
  const key = claimOf(location.hash);
  if (!key) return;
  if (document.getElementById(`claim-${key}`)) choose(key);
  else if (new URLSearchParams(location.search).get("claim") !== key) location.replace(`${location.pathname}?claim=${encodeURIComponent(key)}${location.hash}`);
};
addEventListener("hashchange", open);
open();
