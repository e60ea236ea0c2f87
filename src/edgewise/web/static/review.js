// One key for each decision: what an element says in aria-keyshortcuts presses it; a field is gone to instead.
const busy = "input, textarea, select, [contenteditable]";
let pressed = false;

document.addEventListener("keydown", (event) => {
  if (pressed || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(busy)) return;
  const wanted = [...document.querySelectorAll("[aria-keyshortcuts]")].find((one) => one.getAttribute("aria-keyshortcuts") === event.key);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches(busy)) {
    wanted.focus();
    return;
  }
  pressed = true; // one decision a page: the next page takes the next key
  wanted.click();
});
// A page that comes back from the browser's memory takes keys again.
window.addEventListener("pageshow", () => { pressed = false; });
