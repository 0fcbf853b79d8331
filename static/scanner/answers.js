// The answer panel: what became of the last act, in colour, words and an icon, and how many are here.
import { clock, h, hasWords, icon, t } from "./dom.js";

const ICONS = { new: "ok", already: "warn", saved: "saved", refused: "bad", checking: "clock", ready: "qr" };
const OLD_AFTER = 6000; // then the colour goes, so that nobody takes it for the next person's
const SLOW_AFTER = 250;

export const whyWords = (answer) => {
  if (answer.kind === "already") {
    if (!answer.since) return "";
    const time = clock(answer.since);
    return answer.door ? t("since_door", { time, door: answer.door }) : t("since", { time });
  }
  if (answer.isKept) return hasWords(answer.code) ? t(answer.code) : "";
  if (answer.kind === "saved") return t(answer.verified === false ? "unverified_why" : "saved_why");
  if (answer.kind === "refused") return hasWords(answer.code) ? t(answer.code) : answer.detail || t("otherwise");
  return "";
};

// "A7K392" as people read it: A7-K3-92.
export const spacedCode = (code) => (code ?? "").replace(/-/g, "").replace(/(..)(?=.)/g, "$1-");

const who = ({ person, people }) => {
  if (person?.name || person?.code) {
    const code = spacedCode(person.code);
    return [person.name, person.name && code ? " · " : "", code && h("span", { class: "code" }, code)].filter(Boolean);
  }
  return people > 1 ? [t("how_many", { n: people })] : [];
};

export class AnswerPanel {
  constructor() {
    this.live = h("div", { class: "answer__live", role: "status", "aria-live": "assertive", "aria-atomic": "true" });
    this.total = h("p", { class: "answer__total" });
    this.element = h("section", { class: "answer" }, this.live, this.total);
    this.timers = [];
    this.shown = null;
    this.ready(true);
  }

  // Until the first act. Only a phone with a camera is shown a code.
  ready(hasCamera) {
    const words = t(hasCamera ? "ready" : "ready_without_camera");
    if (this.live.textContent !== words) this.draw("ready", words, [], "");
  }

  get isReady() {
    return this.element.classList.contains("answer--ready");
  }

  // Shown only when the answer takes time: no flicker on a good line.
  checking() {
    this.stopTimers();
    this.shown = null;
    this.timers.push(setTimeout(() => this.draw("checking", t("checking"), [], ""), SLOW_AFTER));
  }

  show(answer) {
    this.stopTimers();
    this.put(answer);
    this.timers.push(setTimeout(() => this.element.classList.add("is-old"), OLD_AFTER));
  }

  put(answer) {
    this.shown = answer;
    this.draw(answer.kind, t(answer.isKept ? "state_kept" : answer.kind), who(answer), whyWords(answer));
  }

  // What was saved on this phone is settled meanwhile: the answer becomes the server's, in place and without a sound.
  // One that has stepped back stays there, for the next person is at the door.
  follow(answerTo) {
    if (this.shown?.kind !== "saved" || this.shown.isKept) return;
    const now = answerTo(this.shown.scanId);
    if (!now || (now.kind === "saved" && !now.isKept)) return;
    const isOld = this.element.classList.contains("is-old");
    this.put(now);
    this.element.classList.toggle("is-old", isOld);
  }

  draw(kind, word, people, why) {
    this.element.className = `answer answer--${kind}`;
    this.live.replaceChildren(
      h("p", { class: "answer__word" }, icon(ICONS[kind]), h("span", {}, word)),
      people.length ? h("p", { class: "answer__who" }, ...people) : "",
      why ? h("p", { class: "answer__why" }, why) : "",
    );
  }

  count(n) {
    const words = t("in_total", { n: n ?? 0 });
    if (this.total.textContent !== words) this.total.textContent = words;
  }

  stopTimers() {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
  }
}
