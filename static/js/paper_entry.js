// Typing paper sheets without the mouse: one key answers a question of up to nine answers and goes on, Enter goes on,
// Shift and Enter go back, Enter after the last one saves. Without this script Tab does the same.
{
  const form = document.querySelector("[data-paper]");
  const fields = form ? [...form.querySelectorAll("input:not([type=hidden])")] : [];
  const go = (field, way) => {
    const next = fields[fields.indexOf(field) + way];
    if (next) {
      next.focus();
      next.select();
      next.closest(".typed, .field")?.scrollIntoView({ block: "nearest" });
    }
    return next;
  };
  const answers = (field) => field.closest(".typed")?.querySelectorAll("[data-number]") ?? [];
  const mark = (field) => {
    const typed = field.value.split(/[\s,;.]+/);
    for (const answer of answers(field)) answer.classList.toggle("is-chosen", typed.includes(answer.dataset.number));
  };

  for (const field of fields) {
    const one = field.closest("[data-one-key]");
    field.addEventListener("input", () => {
      mark(field);
      if (one && /^[0-9]$/.test(field.value)) go(field, 1);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      // On the last field Enter sends the form, as everywhere.
      if (go(field, event.shiftKey ? -1 : 1) || event.shiftKey) event.preventDefault();
    });
    for (const answer of answers(field)) {
      answer.addEventListener("click", () => {
        const typed = field.value.split(/[\s,;.]+/).filter(Boolean);
        const at = typed.indexOf(answer.dataset.number);
        if (one) field.value = at < 0 ? answer.dataset.number : "";
        else if (at < 0) field.value = [...typed, answer.dataset.number].join(" ");
        else field.value = typed.filter((number) => number !== answer.dataset.number).join(" ");
        mark(field);
      });
    }
    mark(field);
  }
  if (form) {
    const wrong = form.querySelector("[aria-invalid=true]");
    const first = form.querySelector(".typed input");
    (wrong ?? first ?? fields[0]).focus();
    (wrong ?? first ?? fields[0]).select();
  }
}
