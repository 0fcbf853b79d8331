// Sound and vibration for an answer, told apart without looking. No sound files: the tones are made here.
import { memory } from "./dom.js";

// Tones: [hertz, from second, seconds].
const TONES = {
  new: [[880, 0, 0.09], [1320, 0.1, 0.14]],
  already: [[520, 0, 0.12], [520, 0.18, 0.12]],
  saved: [[740, 0, 0.2]],
  refused: [[196, 0, 0.4]],
  tap: [[990, 0, 0.05]],
  undone: [[560, 0, 0.07], [370, 0.08, 0.12]],
};
const SHAPES = { refused: "sawtooth", already: "triangle" };
const SHAKES = { new: [60], already: [60, 80, 60], saved: [140], refused: [300, 100, 300], tap: [35], undone: [40, 60, 40] };

let audio = null;

export const settings = {
  get sound() {
    return memory.get("sound", "on") === "on";
  },
  set sound(wanted) {
    memory.set("sound", wanted ? "on" : "off");
  },
  get vibration() {
    return memory.get("vibration", "on") === "on";
  },
  set vibration(wanted) {
    memory.set("vibration", wanted ? "on" : "off");
  },
};

// Browsers let a page sound only after it was touched: called at every first touch.
export const wake = () => {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!audio && Context) audio = new Context();
  if (audio?.state === "suspended") audio.resume().catch(() => {});
};

const beep = (kind) => {
  if (audio?.state !== "running") return;
  for (const [hertz, from, seconds] of TONES[kind] ?? []) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const start = audio.currentTime + from;
    tone.type = SHAPES[kind] ?? "sine";
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(0.35, start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + seconds + 0.02);
  }
};

export const feel = (kind) => {
  if (settings.sound) beep(kind);
  if (settings.vibration && navigator.vibrate && navigator.userActivation?.hasBeenActive !== false) {
    navigator.vibrate(SHAKES[kind] ?? []);
  }
};
