// The camera: opens it, takes its pictures to the reader, tells which code it sees. Knows nothing about screens.
import { memory } from "./dom.js";
import { prepare, read } from "./reader.js";

const EVERY = 90; // ms between two pictures: about ten a second, the rest is left to the phone
const SAME = 2500; // a code that stays in view, or is lost from it for a moment, is one answer
// Of the picture's shorter side, and the pixels it is shrunk to: a code held close fills more of it than one held far.
const VIEWS = [
  { part: 0.7, pixels: 480 },
  { part: 1, pixels: 640 },
];

const reasonOf = (error) => {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return "insecure";
  if (error?.name === "NotAllowedError" || error?.name === "SecurityError") return "denied";
  if (error?.name === "NotReadableError" || error?.name === "AbortError") return "busy";
  return "none";
};

export class Camera {
  // heard(text): a code came into view. changed(): `state` is another one: off | starting | on | one of the reasons.
  constructor(video, { heard, changed }) {
    Object.assign(this, { video, heard, changed });
    this.state = "off";
    this.isPaused = false;
    this.torch = null; // null: has none
    this.seen = { text: "", at: 0, isLost: false };
    this.turn = 0;
    this.round = 0;
  }

  async start() {
    if (this.state === "starting" || this.state === "on") return;
    this.become("starting");
    const round = (this.round += 1);
    try {
      const stream = await this.open();
      if (round !== this.round) return stop(stream); // stopped meanwhile
      this.stream = stream;
      this.video.srcObject = stream;
      await this.video.play();
      performance.mark("camera started");
      this.track = stream.getVideoTracks()[0];
      this.track.addEventListener("ended", () => round === this.round && this.end("busy"));
      this.lookAtTrack();
    } catch (error) {
      if (round === this.round) this.end(reasonOf(error));
      return;
    }
    if (round !== this.round) return;
    this.become("on");
    try {
      await prepare();
      this.look(round);
    } catch {
      if (round === this.round) this.end("broken");
    }
  }

  open() {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const wished = memory.get("camera");
    const anyBack = () => navigator.mediaDevices.getUserMedia({ video: { ...size, facingMode: "environment" }, audio: false });
    if (!wished) return anyBack();
    // The camera chosen last may be gone, or another browser's name for it.
    return navigator.mediaDevices.getUserMedia({ video: { ...size, deviceId: { exact: wished } }, audio: false }).catch(anyBack);
  }

  lookAtTrack() {
    const can = this.track.getCapabilities?.() ?? {};
    this.torch = can.torch ? false : null;
    if (can.focusMode?.includes("continuous")) {
      this.track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
    }
  }

  async switchTorch() {
    const wanted = !this.torch;
    try {
      await this.track.applyConstraints({ advanced: [{ torch: wanted }] });
      this.torch = wanted;
    } catch {
      this.torch = null;
    }
    this.changed();
  }

  async look(round) {
    while (round === this.round) {
      const start = performance.now();
      if (!this.isPaused && !document.hidden && this.video.readyState >= 2) {
        const text = await this.readOnce();
        if (round === this.round && !this.isPaused) this.see(text);
      } else {
        this.see(null);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY - (performance.now() - start))));
    }
  }

  async readOnce() {
    const view = VIEWS[this.turn++ % VIEWS.length];
    const { videoWidth: width, videoHeight: height } = this.video;
    const side = Math.floor(Math.min(width, height) * view.part);
    if (!side) return null;
    const place = [Math.floor((width - side) / 2), Math.floor((height - side) / 2), side, side];
    const pixels = Math.min(side, view.pixels);
    try {
      return await read(await this.picture(place, pixels));
    } catch {
      return null; // the camera was taken away in the middle of a picture
    }
  }

  async picture(place, pixels) {
    if (typeof OffscreenCanvas !== "undefined") {
      const size = { resizeWidth: pixels, resizeHeight: pixels, resizeQuality: "medium" };
      return { bitmap: await createImageBitmap(this.video, ...place, size) };
    }
    this.canvas ??= document.createElement("canvas");
    this.canvas.width = this.canvas.height = pixels;
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.video, ...place, 0, 0, pixels, pixels);
    return { image: context.getImageData(0, 0, pixels, pixels) };
  }

  // A slow phone may need longer than that from one picture to the next: lost is only what a picture was without.
  see(text) {
    if (!text) {
      this.seen.isLost = true;
      return;
    }
    const now = performance.now();
    const isSame = text === this.seen.text && (!this.seen.isLost || now - this.seen.at < SAME);
    this.seen = { text, at: now, isLost: false };
    if (isSame) return;
    performance.mark("code read");
    this.heard(text);
  }

  // The list of cameras; their names are known only after one was allowed.
  static async list() {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    return all.filter((device) => device.kind === "videoinput" && device.deviceId);
  }

  stop() {
    this.end("off");
  }

  end(state) {
    this.round += 1;
    stop(this.stream);
    this.stream = this.track = this.torch = null;
    this.seen.isLost = true;
    this.video.srcObject = null;
    this.become(state);
  }

  become(state) {
    this.state = state;
    this.changed();
  }
}

const stop = (stream) => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};
