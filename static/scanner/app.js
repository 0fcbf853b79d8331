// The scanner's wiring: which screen is shown, what an act goes through, what happens at the start.
import { config, h } from "./dom.js";
import { openEngine } from "./engine.js";
import { feel, wake } from "./feedback.js";
import { Offline, storage } from "./offline.js";
import { choose, claim, ended, welcome } from "./screens/beginning.js";
import { CounterScreen, points, several } from "./screens/counter.js";
import { group, walkIn } from "./screens/forms.js";
import { about, cameras, languages, leave, menu, notices, recent } from "./screens/menu.js";
import { search, typed, without } from "./screens/people.js";
import { rescue } from "./screens/rescue.js";
import { ScanScreen } from "./screens/scan.js";
import { signatureScreen } from "./signature.js";
import { listenToKeys } from "./wedge.js";

const SCREENS = {
  about, cameras, choose, claim, ended, group, languages, leave, menu, notices, points, recent, rescue, search, several, typed, walkIn, welcome, without,
  signature: signatureScreen,
};
const TIRED = 60_000; // a camera nobody looks at is switched off after this long
const root = document.getElementById("app");

class App {
  constructor(engine) {
    this.engine = engine;
    this.environment = { offline: new Offline(() => this.draw()), storage: null };
    this.stack = []; // screens laid over the base one, each with how it was opened
    this.base = "";
    this.isOpening = this.isArmed = this.isChoosing = false;
    this.isScanning = false; // where a counter is there too, and codes were asked for
    this.claimCode = "";
    this.draft = {}; // what was filled in at the beginning before the language was changed
    this.scan = new ScanScreen(this);
    this.counter = new CounterScreen(this);
  }

  start({ k = "", isChoosing, ...draft }) {
    this.claimCode = k;
    this.isChoosing = Boolean(isChoosing);
    this.draft = draft;
    this.engine.subscribe(() => this.draw());
    window.addEventListener("popstate", () => this.wentBack());
    document.addEventListener("visibilitychange", () => this.looked());
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, wake);
    listenToKeys((text) => ["scan", "counter"].includes(this.base) && this.fromCable(text));
    this.draw();
    this.environment.offline.start();
    this.measure();
    setInterval(() => this.measure(), 60_000);
  }

  async measure() {
    this.environment.storage = await storage();
    this.draw();
  }

  // What lies beneath all other screens, by what this phone is.
  baseName() {
    const { phase, activity, counter } = this.engine.state;
    if (this.claimCode) return "claim";
    if (phase === "ended") return "ended";
    if (phase !== "ready") return "welcome";
    if (!activity || this.isChoosing) return "choose";
    if (!counter || this.isScanning) return "scan";
    return counter.isPlaced ? "counter" : "points";
  }

  draw() {
    const name = this.baseName();
    if (name !== this.base) {
      this.base = name;
      this.stack = [];
      if (name !== "scan" && ["on", "starting"].includes(this.scan.camera.state)) this.scan.camera.stop();
      this.top = null;
    }
    const shown = this.stack[this.stack.length - 1];
    const key = shown ?? name;
    if (this.top !== key) {
      this.top = key;
      this.place(shown ? shown.element : this.baseElement(name));
    } else {
      root.firstElementChild?.update?.(this.engine.state);
    }
    if (name === "scan" || name === "counter") this[name].update(this.engine.state);
    this.scan.camera.isPaused = key !== "scan";
  }

  baseElement(name) {
    if (name === "counter") return this.counter.element;
    if (name !== "scan") return SCREENS[name](this, { ...this.draft, code: this.claimCode });
    this.startCamera();
    return this.scan.element;
  }

  startCamera() {
    clearTimeout(this.tired);
    if (this.scan.camera.state === "off" && !document.hidden) this.scan.camera.start();
  }

  place(element) {
    root.replaceChildren(element);
    window.scrollTo(0, 0);
    const first = element.querySelector("[data-first]") ?? element.querySelector("h1[tabindex]");
    first?.focus({ preventScroll: true });
  }

  canGoBack() {
    return this.isOpening;
  }

  show(name, data = {}) {
    this.isOpening = true;
    const element = SCREENS[name](this, data);
    this.isOpening = false;
    this.stack.push({ name, element });
    this.arm();
    clearTimeout(this.tired);
    this.tired = setTimeout(() => this.scan.camera.state === "on" && this.scan.camera.stop(), TIRED);
    this.draw();
  }

  // One entry of the browser's history stands for "something is laid over": the phone's Back takes it away.
  arm() {
    if (!this.isArmed) history.pushState({}, "");
    this.isArmed = true;
  }

  wentBack() {
    this.isArmed = false;
    this.back();
    if (this.stack.length) this.arm();
  }

  back = () => {
    this.stack.pop();
    this.draw();
    if (!this.stack.length && this.base === "scan") this.startCamera();
  };

  home() {
    this.stack = [];
    this.draw();
    if (this.base === "scan") this.startCamera();
  }

  // Just became a scanner: one activity, one part and a known door leave nothing to choose.
  claimed() {
    const { activities, door } = this.engine.state;
    this.isChoosing = !(activities?.length === 1 && activities[0].sessions?.length < 2 && (door || activities[0].counter));
    this.isScanning = false;
    this.claimCode = "";
    this.draft = {};
    this.home();
  }

  stay() {
    this.claimCode = "";
    this.home();
  }

  chosen() {
    this.isChoosing = this.isScanning = false;
    this.draft = {};
    this.home();
  }

  // Of an activity with a counter: to its codes, and back.
  scanCodes() {
    this.isScanning = true;
    this.home();
  }

  count() {
    this.isScanning = false;
    this.home();
  }

  left() {
    this.scan.camera.stop();
    this.home();
  }

  // A cable's scanner works on any screen without a field in use.
  fromCable(text) {
    if (this.base === "counter") this.scanCodes(); // there the answer is seen
    else if (this.stack.length) this.home();
    this.act({ text, source: "usb" });
  }

  actAndReturn(entry) {
    this.home();
    return this.act(entry);
  }

  // One act of a person at this door. `quietly`: the caller shows the answer. Resolves with the answer, or null when the
  // signature was asked for on a screen of its own.
  async act(entry, { quietly = false } = {}) {
    if (this.wantsSignature(entry)) {
      this.askSignature(entry);
      return null;
    }
    if (!quietly) this.scan.answers.checking();
    let answer;
    try {
      answer = await this.engine.act(entry);
    } catch (error) {
      answer = { kind: "refused", code: error?.code ?? "otherwise", detail: error?.detail };
    }
    if (!quietly) this.answer(answer);
    return answer;
  }

  // A group and somebody without data sign nothing.
  wantsSignature({ signature, group: isGroup, walkIn: given }) {
    const setting = this.engine.state.activity?.ask_signature ?? "off";
    return setting !== "off" && signature === undefined && !isGroup && given?.consent !== false;
  }

  askSignature(entry) {
    if (this.stack[this.stack.length - 1]?.name === "signature") return;
    const done = (signature) => this.actAndReturn({ ...entry, signature });
    this.show("signature", { done, isRequired: this.engine.state.activity.ask_signature === "required" });
  }

  answer(answer) {
    this.scan.answers.show(answer);
    feel(answer.kind);
    // With large text the answer may lie below the edge of the screen.
    this.scan.answers.element.scrollIntoView({ block: "nearest" });
    const { box } = this.scan;
    box.dataset.answer = answer.kind;
    clearTimeout(this.flash);
    this.flash = setTimeout(() => delete box.dataset.answer, 1500);
  }

  looked() {
    if (document.hidden) return this.scan.camera.state === "on" ? this.scan.camera.stop() : undefined;
    if (this.base === "scan") this.startCamera();
    return this.engine.sync?.().catch(() => {});
  }
}

// The organiser's code stands behind # so that it never reaches a server's log, and what a change of the language
// carries over; all of it leaves the address bar at once.
const takeStart = () => {
  const start = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (location.hash || location.search) history.replaceState(null, "", config.scope);
  return start;
};

const main = async () => {
  const start = takeStart();
  const engine = await openEngine({ base: config.api });
  const app = new App(engine);
  window.addEventListener("hashchange", () => {
    const { k } = takeStart();
    if (!k) return;
    app.claimCode = k;
    app.draw();
  });
  app.start(start);
};

main().catch((error) => {
  root.replaceChildren(h("main", { class: "screen" }, h("h1", {}, config.words.scanner), h("p", {}, config.words.cannot_start), h("p", { class: "muted small" }, String(error?.message ?? error))));
});
