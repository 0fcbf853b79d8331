// The form's fields as a list of name and value, and back.
import { DECLINED } from "./read.js";

const PREFIX = "q_";
const OURS = new Set(["pass", "switch"]);

// Everything answered so far, as a browser would send it.
export const entriesOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value !== "" && !OURS.has(name));

// The names of the fields that somebody has touched before this script had come.
export const touched = (form) => {
  const isTouched = (field) => {
    if (["radio", "checkbox"].includes(field.type)) return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return field.value !== ([...field.options].find((one) => one.defaultSelected)?.value ?? "");
    return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  };
  return new Set([...form.elements].filter((field) => field.name && isTouched(field)).map((field) => field.name));
};

// Question code → values.
export const givenOf = (entries) => {
  const given = new Map();
  for (const [name, value] of entries) {
    if (!name.startsWith(PREFIX)) continue;
    const code = name.slice(PREFIX.length);
    given.set(code, [...(given.get(code) ?? []), value]);
  }
  return given;
};

// Fill the form with what was kept. Fields that are not in it become empty.
export const restore = (form, entries) => {
  const left = new Map();
  for (const [name, value] of entries) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    const values = left.get(field.name) ?? [];
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT") field.value = values.find((value) => value !== DECLINED) ?? "";
    else field.value = values.find((value) => value !== DECLINED) ?? "";
    // The places of a ranking share a name: the first takes the first.
    if (field.tagName === "SELECT") left.set(field.name, values.filter((value) => value !== field.value));
  }
  tidyAll(form);
};

// After a change: what excludes others empties them, a text that was declined is closed.
export const tidy = (field, rule) => {
  const ask = field.closest("[data-question]");
  if (!ask) return;
  const isAlone = (one) => one.value === DECLINED || rule?.exclusive?.includes(one.value);
  if (field.type === "checkbox" && field.checked) {
    for (const other of ask.querySelectorAll("input[type=checkbox]")) {
      if (other !== field && (isAlone(field) || isAlone(other))) other.checked = false;
    }
  }
  const declined = ask.querySelector(`input[type=checkbox][value="${DECLINED}"]`)?.checked ?? false;
  for (const text of ask.querySelectorAll("textarea, select, input:not([type=checkbox], [type=radio])")) {
    text.disabled = declined;
  }
};

const tidyAll = (form) => {
  for (const field of form.querySelectorAll(`input[type=checkbox][value="${DECLINED}"]`)) tidy(field);
};
