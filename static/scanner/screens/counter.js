// The counter: one touch is one person, by gender and age as seen. And before it, where and what is handed out.
import { cellOf, MOST_AT_ONCE } from "../counter.js";
import { button, config, field, h, hasWords, icon, notice, screen, t } from "../dom.js";
import { feel } from "../feedback.js";
import { noticesOf } from "../notices.js";
import { isLeftOver, onPress } from "../thumbs.js";
import { PendingLine } from "./pending.js";

const SAID_MS = 3000;
const HIT_MS = 180;
// Two touches on "undo" this close are one thumb that trembled: the second would silently take somebody else away.
const UNDO_AGAIN_MS = 400;
const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50];

const genders = () => config.choices.columns;
const bands = () => config.choices.bands;
const wordsFor = (pairs, code) => pairs.find(([each]) => each === code)?.[1];

/** "Women, 17–22 · 5", as a tap is told of. */
export const tapWords = ({ gender, band, count }) => {
  const who = [wordsFor(genders(), gender), wordsFor(bands(), band)].filter(Boolean).join(", ") || t("counter_unseen");
  return count > 1 ? `${who} · ${count}` : who;
};

export class CounterScreen {
  constructor(app) {
    this.app = app;
    this.times = 1; // how many people the next touch counts
    this.undoneAt = -Infinity;
    this.cells = new Map(); // "female/17-22" → where its number stands
    this.where = h("div", { class: "bar__where" });
    this.warning = h("button", { type: "button", class: "button button--icon", hidden: true, onclick: () => app.show("notices") });
    this.mine = h("b", {}, "0");
    this.all = h("b", {}, "0");
    this.said = h("p", { class: "sums__said", role: "status" });
    this.pending = new PendingLine(app, { isNarrow: true });
    this.undo = h("button", { type: "button", class: "button", disabled: true, onclick: (event) => this.takeBack(event) });
    this.several = h("button", { type: "button", class: "button", "aria-pressed": "false", onclick: () => this.askNumber() });
    this.heads = genders().map(([code, words]) => [code, h("b", {}, "0"), words]);
    this.element = this.build();
    this.count(1);
    this.drawUndo(null);
  }

  build() {
    const { app } = this;
    const bar = (symbol, words, onclick) => h("button", { type: "button", class: "button button--icon", "aria-label": words, onclick }, icon(symbol));
    const sum = (number, words) => h("p", { class: "sums__one" }, number, h("span", {}, words));
    const rows = bands().flatMap(([band]) => genders().map(([gender]) => this.cell(gender, band)));
    const [women, men] = genders().map(([gender]) => this.cell(gender, null));
    return h(
      "main",
      { class: "counter" },
      h("header", { class: "bar" }, this.where, this.warning, bar("qr", t("counter_codes"), () => app.scanCodes()), bar("more", t("menu"), () => app.show("menu"))),
      h("div", { class: "sums" }, sum(this.mine, t("counter_mine")), sum(this.all, t("counter_all")), this.pending.element, this.said),
      h("p", { class: "counter__heads" }, this.heads.map(([, number, words]) => h("span", {}, `${words} `, number))),
      h("div", { class: "cells", role: "group", "aria-label": t("counter") }, rows, h("div", { class: "cells__unseen" }, women, this.cell(null, null), men)),
      h("div", { class: "counter__foot" }, this.undo, this.several),
    );
  }

  cell(gender, band) {
    const column = wordsFor(genders(), gender);
    const short = wordsFor(bands(), band) ?? (gender ? t("counter_age") : t("counter_unseen"));
    const number = h("b", {});
    // Which column it stands in is seen, and read out.
    const words = [column && h("span", { class: "visually-hidden" }, `${column}, `), h("span", {}, short), " ", number];
    const element = h("button", { type: "button", class: `cell cell--${gender ?? "unseen"}` }, words);
    onPress(element, () => this.press({ gender, band }, element));
    this.cells.set(cellOf({ gender, band }), number);
    return element;
  }

  async press(line, element) {
    const tap = { ...line, count: this.times };
    this.count(1);
    element.classList.add("is-hit");
    setTimeout(() => element.classList.remove("is-hit"), HIT_MS);
    const answer = await this.app.engine.tap(tap).catch(() => ({ kind: "refused", code: "otherwise" }));
    if (answer.kind === "refused") return this.say(hasWords(answer.code) ? t(answer.code) : t("otherwise"), "refused");
    if (tap.count > 1) this.say(t("counter_counted", { who: tapWords(tap) }), "tap");
    else feel("tap");
    return undefined;
  }

  async takeBack({ timeStamp: touchedAt, detail }) {
    // By when the thumb came down: a phone that was busy hears of it later.
    if (touchedAt - this.undoneAt < UNDO_AGAIN_MS || (detail !== 0 && isLeftOver())) return;
    this.undoneAt = touchedAt;
    const answer = await this.app.engine.undoTap().catch(() => null);
    if (answer) this.say(t("counter_undone", { who: tapWords(answer) }), "undone");
  }

  // Over the sums, so that nothing moves under a thumb; then it goes.
  say(words, kind) {
    clearTimeout(this.saying);
    feel(kind);
    this.said.textContent = words;
    this.said.dataset.kind = kind;
    this.saying = setTimeout(() => this.count(this.times), SAID_MS);
  }

  askNumber() {
    if (this.times > 1) this.count(1);
    else this.app.show("several");
  }

  /** The next touch counts `times` people. */
  count(times) {
    clearTimeout(this.saying);
    this.times = times;
    this.said.textContent = times > 1 ? t("counter_next", { n: times }) : "";
    this.said.dataset.kind = "next";
    this.several.setAttribute("aria-pressed", String(times > 1));
    this.several.replaceChildren(icon(times > 1 ? "bad" : "people"), h("span", {}, times > 1 ? `× ${times}` : t("counter_several")));
  }

  update(state) {
    const { counter } = state;
    if (!counter) return;
    this.drawWhere(state);
    const put = (element, n) => element.textContent === String(n) || (element.textContent = String(n));
    put(this.mine, counter.mine);
    put(this.all, state.counted);
    for (const [key, number] of this.cells) put(number, counter.cells[key] ?? "");
    const sumOf = (gender) => Object.entries(counter.cells).reduce((sum, [key, n]) => sum + (key.startsWith(`${gender}/`) ? n : 0), 0);
    for (const [gender, number] of this.heads) put(number, sumOf(gender));
    this.drawUndo(counter.last);
    this.pending.update(state);
  }

  drawUndo(last) {
    const who = last ? tapWords(last) : "";
    if (this.undoWords === who) return;
    this.undoWords = who;
    this.undo.disabled = !who;
    this.undo.replaceChildren(icon("undo"), h("span", {}, t("counter_undo"), who && h("small", {}, who)));
  }

  // The second line is what is handed out, or what is out of order: a line that came and went would move every button.
  drawWhere(state) {
    const { activity, counter } = state;
    const [worst] = noticesOf(state, this.app.environment);
    const place = [counter.point?.name, counter.material?.label ?? (activity.materials?.length ? t("counter_no_material") : "")].filter(Boolean);
    const [title, line = activity.title || activity.kind] = place.length ? place : [activity.title || activity.kind, activity.kind];
    const key = [title, line, worst?.title].join("\n");
    if (this.whereKey === key) return;
    this.whereKey = key;
    const inner = [h("span", { class: "bar__title" }, title), h("span", { class: `bar__line ${worst ? `is-${worst.level}` : ""}`.trim() }, worst?.title ?? line)];
    this.where.replaceChildren(h("h1", {}, h("button", { type: "button", class: "bar__button", onclick: () => this.app.show("points") }, inner)));
    this.warning.hidden = !worst;
    this.warning.className = `button button--icon is-${worst?.level}`;
    this.warning.setAttribute("aria-label", worst?.title ?? "");
    this.warning.replaceChildren(worst ? icon(worst.level) : "");
  }
}

const picks = (legend, name, list, chosen) =>
  list.length
    ? h(
        "fieldset",
        { class: "field", id: name },
        h("legend", {}, legend),
        list.map(([id, words]) => h("label", { class: "pick" }, h("input", { type: "radio", name, value: id, checked: id === chosen }), h("span", { class: "pick__words" }, words))),
      )
    : null;

const NONE = "none";

// What is still to be chosen, in words above it; the first one comes into view.
const mark = (form, lacks) => {
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const [name, words] of lacks) {
    form.querySelector(`#${name}`).before(h("p", { class: "fault", role: "alert" }, icon("bad"), h("span", {}, t(words))));
  }
  form.querySelector(".fault + fieldset input")?.focus();
  form.querySelector(".fault")?.scrollIntoView({ block: "center" });
};

// Where and what: kept until it is changed, also when the phone is started again.
export const points = (app) => {
  const { activity } = app.engine.state;
  const lists = h("div", { class: "form" });
  const form = h(
    "form",
    { class: "form", onsubmit: (event) => choosePlace(app, event) },
    lists,
    h(
      "div",
      { class: "actions actions--thumb" },
      h("button", { class: "button button--main button--wide" }, icon("plus"), h("span", {}, t("counter_start"))),
      app.canGoBack() ? null : button(t("counter_codes"), () => app.scanCodes(), { symbol: "qr", variant: "button--plain button--wide" }),
    ),
  );
  const element = screen(app, t("counter_where"), activity.title ? h("p", { class: "muted" }, activity.title) : null, form);
  let shown = "";
  // The organiser may have added a point a minute ago.
  element.update = ({ activity: now, counter }) => {
    if (!counter) return;
    const [places, things] = [now.points ?? [], now.materials ?? []];
    if (shown === JSON.stringify([places, things])) return;
    const before = new FormData(form);
    shown = JSON.stringify([places, things]);
    const valueOf = (one) => (one === null ? NONE : one && String(one.id));
    const materials = things.map((one) => [String(one.id), one.label]).concat([[NONE, t("counter_no_material")]]);
    const both = [
      picks(t("counter_point"), "point", places.map((one) => [String(one.id), one.name]), before.get("point") ?? valueOf(counter.point)),
      things.length ? picks(t("counter_material"), "material", materials, before.get("material") ?? valueOf(counter.material)) : null,
    ];
    lists.replaceChildren(...both.filter(Boolean));
  };
  element.update(app.engine.state);
  app.engine.refresh().catch(() => {});
  return element;
};

const choosePlace = async (app, event) => {
  event.preventDefault();
  const data = new FormData(event.currentTarget);
  const { points: places = [], materials: things = [] } = app.engine.state.activity;
  const [point, material] = [data.get("point"), data.get("material")];
  const lacks = [];
  if (places.length && !point) lacks.push(["point", "counter_choose_point"]);
  if (things.length && !material) lacks.push(["material", "counter_choose_material"]);
  mark(event.currentTarget, lacks);
  if (lacks.length) return;
  const idOf = (list, value) => list.find((one) => String(one.id) === value)?.id ?? null;
  // Where there is nothing to choose nothing was chosen: leaflets noted later are asked for.
  await app.engine.choose({ point: places.length ? idOf(places, point) : undefined, material: things.length ? idOf(things, material) : undefined });
  app.count();
};

// How many people the next touch counts.
export const several = (app) => {
  const faults = h("div", { role: "alert" });
  const other = h("input", { id: "number", inputmode: "numeric", maxlength: 3, autocomplete: "off", class: "short" });
  const pick = (n) => {
    app.home();
    app.counter.count(n);
  };
  const submit = (event) => {
    event.preventDefault();
    const n = Number(other.value);
    if (Number.isInteger(n) && n >= 1 && n <= MOST_AT_ONCE) return pick(n);
    faults.replaceChildren(notice("bad", h("p", {}, t("group_none"))));
    return other.focus();
  };
  return screen(
    app,
    t("counter_several"),
    h("p", { class: "muted" }, t("counter_several_note")),
    h("div", { class: "numbers" }, NUMBERS.map((n) => h("button", { type: "button", class: "button", onclick: () => pick(n) }, String(n)))),
    h("form", { class: "form", onsubmit: submit, novalidate: true }, field("number", t("counter_other"), other), faults, h("div", { class: "actions" }, h("button", { class: "button button--wide" }, icon("ok"), h("span", {}, t("counter_other_go"))))),
  );
};
