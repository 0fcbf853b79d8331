// People whose QR cannot be scanned: a typed code, a name from the list, counting without data.
import { spacedCode } from "../answers.js";
import { button, clock, field, h, icon, screen, t } from "../dom.js";
import { photoButton } from "./scan.js";

export const typed = (app) => {
  const input = h("input", {
    id: "code", class: "code-input", maxlength: 300, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-help",
    enterkeyhint: "done", "data-first": true,
  });
  const submit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) app.actAndReturn({ text, source: "typed" });
    else input.focus();
  };
  return screen(
    app,
    t("type_code"),
    h(
      "form",
      { class: "form", onsubmit: submit },
      field("code", t("short_code"), input, t("short_code_help")),
      h("div", { class: "actions" }, h("button", { class: "button button--main button--wide" }, icon("ok"), h("span", {}, t("count")))),
    ),
    photoButton(app, "button--wide"),
    h("p", { class: "muted small" }, t("usb_help")),
  );
};

const way = (symbol, title, note, onclick) =>
  h("li", {}, h("button", { type: "button", class: "row", onclick }, icon(symbol), h("span", { class: "row__words" }, h("b", {}, title), note ? h("span", { class: "muted small" }, note) : null)));

export const countWithoutData = (app) => app.actAndReturn({ walkIn: { consent: false } });

export const without = (app) =>
  screen(
    app,
    t("form_title"),
    h(
      "ul",
      { class: "rows" },
      way("person", t("by_name"), t("by_name_help"), () => app.show("search")),
      way("edit", t("form"), t("form_note"), () => app.show("walkIn")),
      way("people", t("group"), t("group_note"), () => app.show("group")),
    ),
    h("div", { class: "actions actions--thumb" }, button(t("count_without_data"), () => countWithoutData(app), { symbol: "plus", variant: "button--wide" })),
  );

const found = (app, one) => {
  const here = one.isHere ? h("span", { class: "badge badge--warn" }, icon("warn"), one.since ? `${t("already")} · ${clock(one.since)}` : t("already")) : null;
  const code = spacedCode(one.code);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "row", onclick: () => app.actAndReturn({ participant: one.participant, source: "name" }) },
      h("span", { class: "row__words" }, h("b", {}, one.name || code), one.name && code ? h("span", { class: "muted small code" }, code) : null, here),
      icon("next"),
    ),
  );
};

export const search = (app) => {
  const list = h("ul", { class: "rows" });
  const said = h("p", { class: "muted", role: "status" });
  const input = h("input", { id: "name", type: "search", maxlength: 60, autocomplete: "off", spellcheck: "false", "aria-describedby": "name-help", "data-first": true });
  let round = 0;
  const look = async () => {
    const mine = (round += 1);
    const letters = input.value.trim();
    const people = letters.length < 2 ? [] : await app.engine.search(letters);
    if (mine !== round) return;
    list.replaceChildren(...people.slice(0, 40).map((one) => found(app, one)));
    said.textContent = letters.length >= 2 && !people.length ? t("by_name_none") : "";
    form.hidden = !said.textContent;
  };
  const form = button(t("form"), () => app.show("walkIn"), { symbol: "edit", variant: "button--wide", hidden: true });
  input.addEventListener("input", look);
  return screen(app, t("by_name"), h("form", { class: "form", onsubmit: (event) => event.preventDefault() }, field("name", t("name"), input, t("by_name_help"))), said, form, list);
};
