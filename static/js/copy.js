// A field or a box of text to copy from: one tap selects it, the button copies it and says so.
for (const box of document.querySelectorAll("[data-copy]")) {
  const input = box.querySelector("input, textarea");
  const button = box.querySelector("button");
  input.addEventListener("focus", () => input.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = box.dataset.copied;
    box.querySelector("[role=status]").textContent = box.dataset.copied;
  });
}
