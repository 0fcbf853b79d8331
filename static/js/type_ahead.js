// Whoever types a pile of paper does not wait for pages. Keys pressed while one page goes and the next one comes are kept
// and typed into it: without them the next row would begin in the middle of a person. A page with a question or a fault
// takes none: it wants to be looked at. This script runs in the head, before anything can be typed.
{
  const PLACE = "typed-ahead";
  const LIFE = 20_000; // ms
  const MOST = 300; // keys: a pile does not grow for ever before a page that does not come
  let isBetween = true; // two pages
  let keys = [];
  let giveUp = 0;

  const remember = () => sessionStorage.setItem(PLACE, JSON.stringify({ keys, at: Date.now() }));
  try {
    const told = JSON.parse(sessionStorage.getItem(PLACE));
    if (told && Date.now() - told.at < LIFE) keys = told.keys;
    sessionStorage.removeItem(PLACE);
  } catch {
    keys = [];
  }

  const isTyping = ({ key, ctrlKey, altKey, metaKey }) =>
    !ctrlKey && !altKey && !metaKey && (key?.length === 1 || ["Enter", "Tab", "Backspace"].includes(key));

  // Enter held down is no second row.
  document.addEventListener("keydown", (event) => {
    if (!isBetween || !event.isTrusted || !isTyping(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat || keys.length >= MOST) return;
    keys.push({ key: event.key, shiftKey: event.shiftKey });
    remember();
  }, true);

  const fieldsOf = (form) => [...form.elements].filter((one) => one.type !== "hidden" && !one.disabled && one.tabIndex >= 0);
  const told = (field) => field.dispatchEvent(new InputEvent("input", { bubbles: true }));

  const write = (field, text) => {
    if (field.type === "checkbox") return text === " " && field.click();
    if (typeof field.selectionStart !== "number") return undefined;
    const [from, to] = [field.selectionStart, field.selectionEnd];
    field.setRangeText(text, text || from < to ? from : Math.max(0, from - 1), to, "end");
    return told(field);
  };

  const step = (form, field, way) => {
    const fields = fieldsOf(form);
    const next = fields[fields.indexOf(field) + way];
    next?.focus();
    next?.select?.();
  };

  // As the browser would have done it. False: the page goes.
  const press = (form, { key, shiftKey }) => {
    const field = document.activeElement;
    if (!field || !form.contains(field)) return true;
    if (!field.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }))) return true;
    if (key === "Enter") {
      (field.tagName === "BUTTON" ? field : form.querySelector("button")).click();
      return false;
    }
    if (key === "Tab") step(form, field, shiftKey ? -1 : 1);
    else write(field, key === "Backspace" ? "" : key);
    return true;
  };

  const typeThem = () => {
    clearTimeout(giveUp);
    isBetween = false;
    const form = document.querySelector("[data-line], [data-paper]");
    const isToBeLookedAt = !form || document.querySelector("[aria-invalid=true], [name=choose], .notice--bad");
    let rest = isToBeLookedAt ? [] : keys;
    keys = [];
    sessionStorage.removeItem(PLACE);
    while (rest.length) {
      const [one, ...others] = rest;
      rest = others;
      if (press(form, one)) continue;
      keys = rest;
      if (keys.length) remember();
      return;
    }
  };

  // The scripts of the page have run by then.
  document.addEventListener("DOMContentLoaded", typeThem);
  window.addEventListener("beforeunload", () => {
    isBetween = true;
    giveUp = setTimeout(typeThem, LIFE); // no page came
  });
  window.addEventListener("pageshow", (event) => event.persisted && typeThem());
}
