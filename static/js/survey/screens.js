// One question per screen: which is shown, forward and back, faults in their places. Knows nothing of sending.
import { entriesOf, givenOf, restore, tidy } from "./form.js";
import { makeRankings } from "./ranking.js";
import { lengthOf, readSheet } from "./read.js";

const ADVANCE_AFTER = 220;
const NAME = "your-name";

export const filled = (text, params) =>
  Object.entries(params ?? {}).reduce((so, [name, value]) => so.replaceAll(`%(${name})s`, value), text);

export const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

// `changed()` after every answer, `moved(code)` after every other screen, `finished()` when the last one is confirmed.
export const makeScreens = (form, { changed, moved, finished }) => {
  const [rules, words] = [readJson("survey-rules"), readJson("survey-words")];
  const ruleOf = new Map(rules.map((rule) => [rule.code, rule]));
  const asks = [...form.querySelectorAll(".ask-one")];
  const codeOf = (ask) => ask.dataset.question ?? NAME;
  const page = (name) => document.querySelector(`[data-${name}]`);
  const button = form.querySelector("[data-on]");
  const step = Object.assign(document.createElement("p"), { className: "step" });
  step.setAttribute("role", "status");
  form.prepend(step);
  let at = null;
  let byPointer = false;

  const sheet = () => readSheet(rules, givenOf(entriesOf(form)));
  const shownAsks = ({ shown }) => asks.filter((ask) => !ask.dataset.question || shown.has(ask.dataset.question));

  const draw = () => {
    const read = sheet();
    const order = shownAsks(read);
    if (!order.some((ask) => codeOf(ask) === at)) at = codeOf(order[0] ?? asks[0]);
    const place = order.findIndex((ask) => codeOf(ask) === at);
    for (const ask of asks) ask.hidden = codeOf(ask) !== at;
    for (const part of form.querySelectorAll(".part")) {
      part.hidden = !part.querySelector(".ask-one:not([hidden])");
      const isShown = !part.dataset.part || read.shown.has(part.dataset.part);
      for (const head of part.querySelectorAll(".part__title, .part__help")) head.hidden = !isShown;
    }
    const questions = order.filter((ask) => ask.dataset.question).length;
    step.textContent = at === NAME ? words.last : filled(words.step, { number: place + 1, total: questions });
    const line = page("line");
    [line.max, line.value, line.hidden] = [order.length, place, false];
    page("back").hidden = place < 1;
    const first = page("first");
    if (first) first.classList.toggle("page-head--past", place > 0);
    label(read, place === order.length - 1);
    return { read, order, place };
  };

  const label = (read, isLast) => {
    const rule = ruleOf.get(at);
    const isSkipped = rule && !rule.required && read.answers.get(at) === null && !read.faults.has(at);
    button.textContent = isLast ? words.send : isSkipped ? words.skip : words.next;
  };

  const show = (code, { focus = true } = {}) => {
    at = code;
    draw();
    if (!focus) return;
    window.scrollTo(0, 0);
    asks.find((ask) => codeOf(ask) === at)?.querySelector(".asked").focus({ preventScroll: true });
  };

  const go = (code) => {
    show(code);
    moved(at);
  };

  const say = (code, text) => {
    const ask = asks.find((one) => codeOf(one) === code);
    const fault = ask?.querySelector("[data-fault]");
    if (!fault) return;
    fault.hidden = !text;
    fault.querySelector("span").textContent = text;
    ask.classList.toggle("ask-one--fault", Boolean(text));
    ask.querySelector("textarea, input:not([type=radio], [type=checkbox])")?.setAttribute("aria-invalid", String(Boolean(text)));
  };
  const wordsOf = (fault) => filled(words.faults[fault.code] ?? words.unknown, fault.params);

  const forward = () => {
    const { read, order, place } = draw();
    const fault = read.faults.get(at);
    say(at, fault ? wordsOf(fault) : "");
    if (fault) return asks.find((ask) => codeOf(ask) === at).querySelector(".asked").focus();
    if (place < order.length - 1) return go(codeOf(order[place + 1]));
    const [wrong, why] = [...read.faults][0] ?? [];
    if (!wrong) return finished();
    go(wrong);
    say(wrong, wordsOf(why));
  };

  const back = () => {
    const { order, place } = draw();
    if (place > 0) go(codeOf(order[place - 1]));
  };

  const count = (ask) => {
    const [letters, most] = [ask.querySelector(".letters"), ruleOf.get(codeOf(ask))?.longest];
    if (!letters) return;
    const length = lengthOf(ask.querySelector("textarea, input").value);
    letters.textContent = filled(words.letters, { length, most });
    letters.classList.toggle("letters--over", length > most);
  };

  form.addEventListener("pointerdown", () => (byPointer = true));
  form.addEventListener("keydown", (event) => {
    byPointer = false;
    if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) {
      event.preventDefault();
      forward();
    }
  });
  form.addEventListener("click", (event) => {
    if (event.target.type !== "radio" || !byPointer) return;
    const here = at;
    setTimeout(() => {
      const { order, place } = draw();
      if (at === here && place < order.length - 1) forward();
    }, ADVANCE_AFTER);
  });
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      const ask = event.target.closest("[data-question]");
      if (ask) {
        tidy(event.target, ruleOf.get(codeOf(ask)));
        count(ask);
        say(codeOf(ask), "");
      }
      draw();
      changed();
    });
  }
  document.documentElement.classList.add("one-by-one");
  makeRankings(form, words);
  return {
    words,
    show,
    back,
    forward,
    get at() {
      return at;
    },
    fill: (entries) => {
      restore(form, entries);
      for (const places of form.querySelectorAll("[data-places]")) places.dispatchEvent(new Event("survey:restored"));
      for (const ask of asks) [count(ask), say(codeOf(ask), "")];
      draw();
    },
    // Faults the server found: words by question.
    refuse: (faults) => {
      for (const [code, text] of Object.entries(faults)) say(code, text);
      const first = asks.find((ask) => Object.hasOwn(faults, codeOf(ask)));
      if (first) go(codeOf(first));
      for (const [code, text] of Object.entries(faults)) say(code, text);
    },
  };
};
