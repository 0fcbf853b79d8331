// Forms that staff fill in on this phone: one person without a code, or a family or class.
import { button, config, field, h, icon, notice, screen, t } from "../dom.js";
import { whyWords } from "../answers.js";
import { countWithoutData } from "./people.js";

const ADULT_FROM = 18;

const tick = (name, words) => h("label", { class: "tick" }, h("input", { type: "checkbox", name }), h("span", {}, words));

const chips = (legend, type, name, options, note = "") =>
  h(
    "fieldset",
    { class: "field" },
    h("legend", {}, legend, note ? h("span", { class: "field__optional" }, ` · ${note}`) : null),
    h("div", { class: "chips" }, options.map(([value, words]) => h("label", { class: "chip" }, h("input", { type, name, value }), h("span", {}, words)))),
  );

// "19" is an age, "2006" a year of birth. null: neither.
export const readAge = (text, today = new Date()) => {
  if (!text.trim()) return { age: null, birth_year: null };
  const number = Number(text);
  const [youngest, oldest] = config.choices.ages;
  if (Number.isInteger(number) && number >= youngest && number <= oldest) return { age: number, birth_year: null };
  const age = today.getFullYear() - number;
  if (Number.isInteger(number) && number >= config.choices.firstYear && age >= youngest && age <= oldest) return { age, birth_year: number };
  return null;
};

const isMinor = (age, statuses) => (age !== null ? age < ADULT_FROM : statuses.includes("children"));

const faultsOf = (given, age, activity) => {
  const faults = [];
  if (!given.consent) faults.push(["consent", "consent_missing"]);
  if (!age) faults.push(["age", "age_unreadable"]);
  if (given.consent && age && isMinor(age.age, given.statuses) && !given.guardian_consent) faults.push(["guardian_consent", "guardian_missing"]);
  if (activity?.ask_name === "required" && !given.name) faults.push(["name", "name_missing"]);
  if (activity?.ask_phone === "required" && !given.phone) faults.push(["phone", "phone_missing"]);
  return faults;
};

const readForm = (form) => {
  const data = new FormData(form);
  return {
    consent: data.has("consent"),
    guardian_consent: data.has("guardian_consent"),
    photo_consent: data.has("photo_consent"),
    gender: data.get("gender") || null,
    statuses: data.getAll("statuses"),
    name: (data.get("name") ?? "").trim().replace(/\s+/g, " "),
    phone: (data.get("phone") ?? "").trim(),
  };
};

// Each fault in words above its field; the first one gets the focus.
const mark = (form, faults) => {
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const [name, words] of faults) {
    const input = form.elements.namedItem(name);
    const id = `fault-${name}`;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", id);
    input.closest(".tick, .field").before(h("p", { class: "fault", id, role: "alert" }, icon("bad"), h("span", {}, t(words))));
  }
  form.elements.namedItem(faults[0]?.[0])?.focus?.();
};

// Sends an act and goes back; a refusal stays on the form with everything that was typed.
const send = async (app, place, buttons, entry) => {
  for (const one of buttons) one.disabled = true;
  const answer = await app.act(entry, { quietly: true });
  if (answer?.kind === "refused") {
    place.replaceChildren(notice("bad", h("p", {}, whyWords(answer))));
    for (const one of buttons) one.disabled = false;
  } else if (answer) {
    app.home();
    app.answer(answer);
  }
};

const asked = (id, setting, words, props) =>
  setting && setting !== "off" ? field(id, setting === "required" ? words : `${words} · ${t("optional")}`, h("input", { id, name: id, autocomplete: "off", ...props })) : null;

export const walkIn = (app) => {
  const { activity } = app.engine.state;
  const place = h("div", { role: "alert" });
  const go = h("button", { class: "button button--main button--wide" }, icon("ok"), h("span", {}, t("count")));
  const quick = button(t("count_without_data"), () => countWithoutData(app), { variant: "button--wide" });
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = readForm(form);
    const age = readAge(form.elements.age.value);
    const faults = faultsOf(given, age, activity);
    mark(form, faults);
    place.replaceChildren();
    if (!faults.length) send(app, place, [go, quick], { walkIn: { ...given, ...age, age: age.birth_year ? null : age.age } });
  };
  const age = h("input", { id: "age", name: "age", inputmode: "numeric", autocomplete: "off", maxlength: 4, class: "short" });
  return screen(
    app,
    t("form_title"),
    h(
      "form",
      { class: "form", onsubmit: submit, novalidate: true, autocomplete: "off" },
      tick("consent", t("consent")),
      chips(t("gender"), "radio", "gender", config.choices.genders),
      field("age", t("age"), age),
      h("div", { class: "field" }, h("p", { class: "field__help" }, t("only_minor")), tick("guardian_consent", t("guardian"))),
      chips(t("statuses"), "checkbox", "statuses", config.choices.statuses),
      asked("name", activity?.ask_name, t("name"), { maxlength: 120 }),
      asked("phone", activity?.ask_phone, t("phone"), { type: "tel", inputmode: "tel", maxlength: 30 }),
      tick("photo_consent", t("consent_photo")),
      place,
      h("div", { class: "actions" }, go, quick),
    ),
  );
};

let lineNumber = 0;
const groupLine = (changed) => {
  lineNumber += 1;
  const id = `line-${lineNumber}`;
  const genders = [["", t("not_stated")], ...config.choices.genders];
  const gender = h("select", { id: `${id}-gender`, name: "gender" }, genders.map(([value, words]) => h("option", { value }, words)));
  const age = h("input", { id: `${id}-age`, name: "age", inputmode: "numeric", maxlength: 4, autocomplete: "off" });
  const count = h("input", { id: `${id}-count`, name: "count", inputmode: "numeric", maxlength: 3, autocomplete: "off", value: "1" });
  const legend = h("legend", {});
  const line = h("fieldset", { class: "line card", oninput: changed }, legend, h("div", { class: "line__fields" }, field(count.id, t("group_count"), count), field(gender.id, t("gender"), gender)), field(age.id, `${t("group_age")} · ${t("optional")}`, age));
  const remove = button(t("group_remove"), () => {
    line.remove();
    changed();
  }, { variant: "button--plain" });
  line.append(remove);
  line.number = (n, isOnly) => {
    legend.textContent = t("group_line", { n });
    remove.hidden = isOnly;
  };
  line.read = () => {
    const years = readAge(age.value);
    age.toggleAttribute("aria-invalid", !years);
    return { gender: gender.value || null, age: years ? years.age : undefined, count: /^\d+$/.test(count.value.trim()) ? Number(count.value) : 0 };
  };
  return line;
};

export const group = (app) => {
  const lines = h("div", {});
  const total = h("p", { class: "lead number", role: "status" });
  const place = h("div", { role: "alert" });
  const go = h("button", { class: "button button--main button--wide" }, icon("ok"), h("span", {}, t("count")));
  const read = () => [...lines.children].map((line) => line.read());
  const changed = () => {
    [...lines.children].forEach((line, n, all) => line.number(n + 1, all.length === 1));
    total.textContent = t("group_total", { n: read().reduce((sum, line) => sum + line.count, 0) });
  };
  const add = () => {
    const line = groupLine(changed);
    lines.append(line);
    changed();
    return line;
  };
  const submit = (event) => {
    event.preventDefault();
    const given = read();
    const sum = given.reduce((all, line) => all + line.count, 0);
    const fault = given.some((line) => line.age === undefined) ? "age_unreadable" : sum < 1 || sum > 200 || given.some((line) => !line.count) ? "group_none" : "";
    place.replaceChildren(fault ? notice("bad", h("p", {}, t(fault))) : "");
    const statuses = new FormData(event.currentTarget).getAll("statuses");
    if (!fault) send(app, place, [go], { group: { lines: given, statuses } });
  };
  add();
  return screen(
    app,
    t("group"),
    h(
      "form",
      { class: "form", onsubmit: submit, novalidate: true, autocomplete: "off" },
      lines,
      button(t("group_add"), () => add().querySelector("input").focus(), { symbol: "plus", variant: "button--wide" }),
      chips(t("group_statuses"), "checkbox", "statuses", config.choices.statuses, t("optional")),
      place,
      h("div", { class: "actions actions--thumb" }, total, go),
    ),
  );
};
