// Typing the register without the mouse: Enter saves from lists and chips too, as it does from text fields.
{
  const form = document.querySelector("[data-register]");
  form?.addEventListener("keydown", (event) => {
    const field = event.target;
    const isChoice = field.tagName === "SELECT" || field.type === "radio";
    if (event.key !== "Enter" || !isChoice || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.button--main"));
  });
  // What is wrong comes first, under the hand that corrects it.
  form?.querySelector("[aria-invalid=true]")?.focus();
}
