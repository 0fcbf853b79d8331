// The scanning screen: where, camera, answer, what waits, and the two other ways.
import { AnswerPanel } from "../answers.js";
import { Camera } from "../camera.js";
import { button, h, icon, plainTime, t } from "../dom.js";
import { noticesOf } from "../notices.js";
import { readPhoto } from "../photo.js";
import { PendingLine } from "./pending.js";

const WORDS = {
  insecure: "camera_insecure",
  denied: "camera_denied",
  none: "camera_none",
  busy: "camera_busy",
  broken: "camera_broken",
};

export const photoButton = (app, variant = "button--main") => {
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", hidden: true });
  const words = h("span", {}, t("photo"));
  const press = h("button", { type: "button", class: `button ${variant}`, onclick: () => input.click() }, icon("camera"), words);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    words.textContent = t("photo_reading");
    let text = null;
    try {
      text = await readPhoto(file);
    } catch {
      app.answer({ kind: "refused", code: "camera_broken" });
      return;
    } finally {
      words.textContent = t("photo");
    }
    if (text) app.actAndReturn({ text, source: "photo" });
    else app.answer({ kind: "refused", code: "photo_nothing" });
  });
  return h("div", { class: "photo" }, press, input);
};

export class ScanScreen {
  constructor(app) {
    this.app = app;
    this.answers = new AnswerPanel();
    this.video = h("video", { playsinline: true, muted: true, "aria-hidden": "true", tabindex: "-1" });
    this.video.muted = true;
    this.camera = new Camera(this.video, {
      heard: (text) => app.act({ text, source: "camera" }),
      changed: () => this.drawCamera(),
    });
    this.head = h("div", { class: "bar__where" });
    this.torch = h("button", { type: "button", class: "button button--icon", hidden: true, onclick: () => this.camera.switchTorch() }, icon("torch"));
    this.strip = h("button", { type: "button", class: "strip", hidden: true, onclick: () => app.show("notices") });
    this.box = h("div", { class: "camera" }, this.video, h("div", { class: "camera__frame", "aria-hidden": "true" }));
    this.without = h("div", { class: "camera__without" });
    this.box.append(this.without);
    this.pending = new PendingLine(app);
    this.toCounter = button(t("counter"), () => app.count(), { symbol: "plus", hidden: true });
    this.element = this.build();
    this.drawCamera();
  }

  build() {
    const { app } = this;
    const menu = h("button", { type: "button", class: "button button--icon", "aria-label": t("menu"), onclick: () => app.show("menu") }, icon("more"));
    return h(
      "main",
      { class: "scan" },
      h("header", { class: "bar" }, this.head, this.torch, menu),
      this.strip,
      this.box,
      this.answers.element,
      this.pending.element,
      h(
        "div",
        { class: "ways" },
        button(t("type_code"), () => app.show("typed"), { symbol: "keyboard" }),
        button(t("no_code"), () => app.show("without"), { symbol: "person" }),
        this.toCounter,
      ),
    );
  }

  update(state) {
    this.drawHead(state);
    this.drawStrip(state);
    this.pending.update(state);
    this.toCounter.hidden = !state.counter;
    this.answers.follow(this.app.engine.answerTo);
    this.answers.count(state.counted);
  }

  drawHead({ activity, activities, sessions, session, door }) {
    if (!activity) return;
    const part = (sessions ?? []).length > 1 ? t("session_n", { n: session }) : "";
    const line = [plainTime(activity.starts_at), part, door].filter(Boolean).join(" · ");
    const key = `${activity.kind} ${activity.title} ${line}`;
    if (this.headKey === key) return; // do not take the focus from the button
    this.headKey = key;
    const go = (activities ?? []).length > 1 || (sessions ?? []).length > 1;
    const title = h("span", { class: "bar__title" }, activity.title || activity.kind);
    const inner = [title, line && h("span", { class: "bar__line" }, line)];
    this.head.replaceChildren(
      h("h1", {}, go ? h("button", { type: "button", class: "bar__button", onclick: () => this.app.show("choose") }, inner) : h("span", { class: "bar__button" }, inner)),
    );
  }

  drawStrip(state) {
    const all = noticesOf(state, this.app.environment);
    this.strip.hidden = all.length === 0;
    if (!all.length) return;
    const [{ level, title }] = all;
    const words = all.length > 1 ? t("notices_more", { text: title, n: all.length - 1 }) : title;
    this.strip.className = `strip strip--${level}`;
    if (this.strip.textContent !== words) this.strip.replaceChildren(icon(level), h("span", {}, words));
  }

  drawCamera() {
    const { state, torch } = this.camera ?? { state: "off", torch: null };
    this.box.dataset.state = state;
    this.torch.hidden = torch === null;
    this.torch.setAttribute("aria-label", t(torch ? "torch_off" : "torch_on"));
    this.torch.setAttribute("aria-pressed", String(Boolean(torch)));
    this.video.hidden = state !== "on";
    this.without.hidden = state === "on";
    if (this.answers.isReady) this.answers.ready(!(state in WORDS));
    if (state !== "on") this.without.replaceChildren(...this.withoutCamera(state));
  }

  withoutCamera(state) {
    const start = (key, variant) => button(t(key), () => this.camera.start(), { symbol: "camera", variant });
    if (state === "starting") return [h("p", {}, t("camera_starting"))];
    if (state === "off") return [start("camera_start", "button--main")];
    const photo = state === "broken" ? [] : [photoButton(this.app)];
    const again = state === "insecure" || state === "broken" ? [] : [start("camera_again", "")];
    return [h("p", {}, t(WORDS[state])), h("div", { class: "camera__buttons" }, photo, again)];
  }
}
