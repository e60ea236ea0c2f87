// Routes and answers: walk a route with the arrow keys, copy an answer as Markdown, run a statement with Ctrl+Enter.
document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (!way || !plain || event.target.closest("input, textarea, select, [contenteditable]")) return;
  document.querySelector(`nav.steps a[rel=${way}]`)?.click();
});

for (const button of document.querySelectorAll("button[data-copy]")) {
  const said = button.parentElement.querySelector("[role=status]");
  const area = button.parentElement.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.copy).catch(() => null);
    if (!answer?.ok) {
      said.textContent = "It could not be fetched.";
      return;
    }
    area.value = await answer.text();
    try {
      await navigator.clipboard.writeText(area.value);
      said.textContent = "Copied.";
    } catch {
      area.hidden = false;
      area.focus();
      area.select();
      said.textContent = "The text is selected: copy it with Ctrl+C.";
    }
  });
}

for (const area of document.querySelectorAll("textarea[data-run]")) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });
}
