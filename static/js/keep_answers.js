// Keeps what was answered while the page changes its language or is reloaded. In this tab only; gone once it was sent.
(() => {
  let store;
  try {
    store = window.sessionStorage;
  } catch {
    return; // The browser keeps nothing: the page works all the same.
  }
  const sent = document.querySelector("[data-forget]");
  if (sent) store?.removeItem(sent.dataset.forget);
  const form = document.querySelector("form[data-keep]");
  if (!form || !store) return;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden");

  const kept = JSON.parse(store.getItem(form.dataset.keep) || "{}");
  const isAnswered = fields().some((field) => (field.type === "radio" ? field.checked : field.value));
  if (!isAnswered) {
    for (const field of fields()) {
      if (!(field.name in kept)) continue;
      if (field.type === "radio") field.checked = field.value === kept[field.name];
      else field.value = kept[field.name];
    }
  }

  const keep = () => {
    const answers = {};
    for (const field of fields()) if (field.type !== "radio" || field.checked) answers[field.name] = field.value;
    try {
      store.setItem(form.dataset.keep, JSON.stringify(answers));
    } catch {
      // Full or forbidden: nothing is kept, nothing breaks.
    }
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
})();
