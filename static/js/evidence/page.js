// Many photos and files at once, each on its own: what is chosen is kept on the phone, made smaller, sent in parts by two
// at a time, and goes on by itself after a tunnel or a reload. Without this script the form sends them all together.
import { prepared } from "./picture.js";
import { Rows } from "./rows.js";
import { LeftOut, Refused, SignedOut, giveUp, send } from "./sending.js";
import { find, forget, keep, waiting } from "./store.js";

const AT_ONCE = 2;
const PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

const box = document.querySelector("[data-uploads]");
const form = document.querySelector("form[data-evidence-upload]");
const address = box.dataset.begin;
const queue = [];
const busy = new Set();
let pause = PAUSE;
let wake = null;

const rows = new Rows(box, async (number) => {
  const place = queue.indexOf(number);
  if (place >= 0) queue.splice(place, 1);
  await forget(number);
  rows.remove(number);
  giveUp(address, number);
});

// randomUUID is only there on encrypted pages; a laptop's are not.
const newNumber = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// One tab at a time for each file, where browsers can tell; elsewhere the server sorts it out.
const alone = (number, work) =>
  navigator.locks ? navigator.locks.request(`outreach-evidence-${number}`, work) : work();

const sendOne = (number) =>
  alone(number, async () => {
    const item = await find(number);
    if (!item) return rows.remove(number); // another tab has sent it, or it was left out
    if (!item.isReady) {
      rows.say(number, rows.word("preparing"));
      Object.assign(item, await prepared(item.blob, item.name), { isReady: true });
      // As it was made, so that it goes on with the same bytes after a reload.
      if (rows.has(number)) await keep(item);
    }
    const result = await send(address, item, item.blob, {
      react: (share) => rows.say(number, rows.word("sending"), share),
      isWanted: () => rows.has(number),
    });
    await forget(number);
    return rows.kept(number, result);
  });

const work = async () => {
  while (queue.length && busy.size < AT_ONCE) {
    const number = queue.shift();
    busy.add(number);
    attempt(number);
  }
};

const attempt = async (number) => {
  try {
    await sendOne(number);
    pause = PAUSE;
  } catch (error) {
    if (error instanceof Refused) {
      await forget(number);
      rows.refused(number, error.message);
    } else if (error instanceof LeftOut) {
      await forget(number);
    } else {
      rows.say(number, rows.word(error instanceof SignedOut ? "signedOut" : "unreachable"));
      queue.unshift(number);
      busy.delete(number);
      return later();
    }
  }
  busy.delete(number);
  return work();
};

const later = () => {
  clearTimeout(wake);
  wake = setTimeout(work, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
};

const now = () => {
  clearTimeout(wake);
  pause = PAUSE;
  work();
};

const take = async (files, told) => {
  const place = box.dataset.activity ? { activity: box.dataset.activity } : { project: box.dataset.project };
  let added = Date.now();
  for (const file of files) {
    const about = { number: newNumber(), owner: box.dataset.owner, name: file.name, place, told, added };
    added += 1;
    rows.add(about);
    const isSafe = await keep({ ...about, blob: file });
    if (!rows.has(about.number)) {
      await forget(about.number);
      continue;
    }
    if (!isSafe) rows.say(about.number, rows.word("onlyHere"));
    queue.push(about.number);
    work();
  }
};

form?.addEventListener("submit", (event) => {
  const files = [...form.elements.files.files];
  const fields = new FormData(form);
  if (!files.length || !fields.get("type")) return; // the server says what is missing
  event.preventDefault();
  const told = Object.fromEntries(["type", "caption", "people_shown"].map((name) => [name, fields.get(name) ?? ""]));
  form.elements.files.value = "";
  box.hidden = false;
  box.scrollIntoView({ block: "start" });
  take(files, told);
});

window.addEventListener("online", now);
for (const item of await waiting(box.dataset.owner)) {
  rows.add(item);
  queue.push(item.number);
}
work();
