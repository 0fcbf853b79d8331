// What the parts leave of the total, while typing. The server computes the same when the form is sent.
{
  const form = document.querySelector("[data-head-count]");
  const number = (input) => Number.parseInt(input.value, 10) || 0;
  const refresh = () => {
    const total = form.elements.total;
    for (const group of form.querySelectorAll("[data-parts]")) {
      const sum = [...group.querySelectorAll("input")].reduce((all, input) => all + number(input), 0);
      const rest = number(total) - sum;
      const output = group.querySelector("[data-rest]");
      output.textContent = total.value === "" ? "–" : rest;
      output.classList.toggle("is-wrong", rest < 0);
    }
  };
  if (form) {
    form.addEventListener("input", refresh);
    refresh();
  }
}
