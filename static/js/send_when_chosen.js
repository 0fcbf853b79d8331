// A file that is chosen goes at once: one button instead of two. Without this script the form keeps its own button.
for (const form of document.querySelectorAll("form[data-send-when-chosen]")) {
  const input = form.querySelector("input[type=file]");
  form.dataset.sendWhenChosen = "ready";
  input.addEventListener("change", () => {
    if (input.files.length) form.requestSubmit();
  });
}
// Coming back with the back button must not send the old choice again.
window.addEventListener("pageshow", () => {
  for (const input of document.querySelectorAll("form[data-send-when-chosen] input[type=file]")) input.value = "";
});
