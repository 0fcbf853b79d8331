// Signing with a finger. A signature is strokes "x,y x,y;x,y" in whole numbers, 0–1000 across and 0–400 down, whatever the
// size of the screen.
import { button, h, screen, t } from "./dom.js";

const WIDTH = 1000;
const HEIGHT = 400;
const LONGEST = 20_000; // letters
const STEP = 4; // points closer than this add nothing

const text = (strokes) => strokes.map((stroke) => stroke.map((point) => point.join(",")).join(" ")).join(";");

class Pad {
  constructor() {
    this.strokes = [];
    this.element = h("canvas", { class: "pad", width: WIDTH, height: HEIGHT, role: "img", "aria-label": t("signature_ask") });
    this.element.addEventListener("pointerdown", (event) => this.down(event));
    this.element.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) this.element.addEventListener(name, () => (this.stroke = null));
  }

  point(event) {
    const box = this.element.getBoundingClientRect();
    const part = (value, size, whole) => Math.min(whole, Math.max(0, Math.round((value / size) * whole)));
    return [part(event.clientX - box.left, box.width, WIDTH), part(event.clientY - box.top, box.height, HEIGHT)];
  }

  down(event) {
    event.preventDefault();
    try {
      this.element.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that is gone already
    }
    this.stroke = [this.point(event)];
    this.strokes.push(this.stroke);
    this.draw();
  }

  move(event) {
    if (!this.stroke || this.isFull()) return;
    const [x, y] = this.point(event);
    const [lastX, lastY] = this.stroke[this.stroke.length - 1];
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < STEP) return;
    this.stroke.push([x, y]);
    this.draw();
  }

  isFull() {
    return text(this.strokes).length > LONGEST - 20;
  }

  draw() {
    const context = this.element.getContext("2d");
    context.clearRect(0, 0, WIDTH, HEIGHT);
    context.strokeStyle = getComputedStyle(this.element).color;
    context.lineWidth = 7;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of this.strokes) {
      context.beginPath();
      context.moveTo(...stroke[0]);
      for (const point of stroke) context.lineTo(...point);
      context.stroke();
    }
  }

  clear() {
    this.strokes = [];
    this.draw();
  }
}

// Asks for a signature; `done(signature)` gets the strokes, or "" without.
export const signatureScreen = (app, { done, isRequired = false }) => {
  const pad = new Pad();
  return screen(
    app,
    t("signature"),
    h("p", {}, t("signature_ask")),
    pad.element,
    h(
      "div",
      { class: "actions" },
      button(t("signature_done"), () => done(text(pad.strokes)), { symbol: "ok", variant: "button--main" }),
      button(t("signature_clear"), () => pad.clear(), { symbol: "undo" }),
      button(t(isRequired ? "signature_on_paper" : "signature_skip"), () => done("")),
    ),
  );
};
