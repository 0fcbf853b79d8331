// Typing a paper list without the mouse: a gender's key leads to the age, a space to the next field, arrows to the
// next and the previous row. Without this script Tab and Enter do the same.
{
  const form = document.querySelector("[data-line]");
  const GENDERS = "12мmеeжфfwә-";
  const field = (name) => form.elements[name];
  const next = { gender: "age", age: "statuses", statuses: "who" };

  const mark = () => {
    const typed = field("statuses").value;
    for (const item of form.querySelectorAll("[data-key]")) {
      item.classList.toggle("is-chosen", typed.includes(item.dataset.key));
    }
  };
  const go = (way) => {
    const here = document.querySelector(".sheet-row--here")?.closest("li");
    const link = (way > 0 ? here?.nextElementSibling : here?.previousElementSibling)?.querySelector("a");
    if (link) window.location.assign(link.href);
  };

  if (form) {
    const asks = form.querySelector("[name=choose]");
    const wrong = form.querySelector("[aria-invalid=true]");
    (asks ?? wrong ?? field("gender")).focus();
    if (!asks) (wrong ?? field("gender")).select?.();
    field("gender").addEventListener("input", (event) => {
      const value = event.target.value.trim().toLowerCase();
      if (value.length === 1 && GENDERS.includes(value)) field("age").select();
    });
    form.addEventListener("keydown", (event) => {
      const name = event.target.name;
      if (event.key === " " && next[name]) {
        event.preventDefault();
        field(next[name]).select();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        go(event.key === "ArrowDown" ? 1 : -1);
      }
    });
    field("statuses").addEventListener("input", mark);
    mark();
  }
}
