// A tablet in the hall: one person after the other, nothing of anybody stays. Without a network sheets wait here.
import { isTaken, keepSending, waiting } from "./outbox.js";
import { makeSession } from "./session.js";
import { drafts, draftAt, remove } from "./store.js";

const THANKS = 6_000;
const IDLE = 60_000;
const COUNTDOWN = 15;

const page = (name) => document.querySelector(`[data-${name}]`);
const [welcome, thanked, idle, seconds, count, back] = ["welcome", "thanked", "idle", "seconds", "waiting", "back"].map(page);
let timer = 0;
let ticking = 0;

const finished = (result) => {
  const { status, faults } = result;
  if (status === "closed") return window.location.reload();
  if (faults) return screens.refuse(faults);
  const isReceived = isTaken(result);
  page("received").hidden = !isReceived;
  page("saved").hidden = isReceived;
  show(thanked);
  document.getElementById("thanked-title").focus();
  timer = setTimeout(toStart, THANKS);
};

const session = makeSession({ finished, fresh: () => ({ sheet: crypto.randomUUID() }) });
const { screens, form } = session;

const show = (part) => {
  for (const one of [welcome, thanked, form]) one.hidden = one !== part;
  page("start-page").classList.toggle("welcome--past", part !== welcome);
  clearTimeout(timer);
  if (part !== form) [back.hidden, page("line").hidden] = [true, true];
  tell();
};

// How many sheets wait here. Tells only: whoever stands before the tablet keeps the screen and its clock.
const tell = () => {
  const number = waiting().length;
  count.hidden = !number;
  count.textContent = screens.words.waiting.replace("%(number)s", number);
};

// Everything of the last person goes, and the next one's sheet gets its own number and, with a network, a pass of now.
const toStart = () => {
  stopCountdown();
  for (const draft of drafts()) if (draft.path === session.path && draft.state === "open") remove(draft);
  form.reset();
  session.begin();
  screens.fill([]);
  screens.show(null, { focus: false });
  session.say("");
  show(welcome);
  window.scrollTo(0, 0);
  renew();
};

const renew = async () => {
  try {
    const answer = await fetch(session.path, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.status !== "open" || String(told.version) !== form.dataset.version) return window.location.reload();
    form.elements.pass.value = told.pass;
    if (!session.draft.changed) session.begin();
  } catch {
    // Without a network the pass of before is good too.
  }
};

const begin = (event) => {
  event.preventDefault();
  document.documentElement.requestFullscreen?.().catch(() => {});
  show(form);
  screens.show(null);
  watch();
};

const watch = () => {
  clearTimeout(timer);
  if (!form.hidden) timer = setTimeout(countDown, IDLE);
};

const countDown = () => {
  let left = COUNTDOWN;
  seconds.textContent = left;
  idle.showModal();
  ticking = setInterval(() => {
    left -= 1;
    seconds.textContent = left;
    if (left <= 0) toStart();
  }, 1_000);
};

const stopCountdown = () => {
  clearInterval(ticking);
  if (idle.open) idle.close();
};

page("start").addEventListener("click", begin);
page("next-person").addEventListener("click", toStart);
back.addEventListener("click", screens.back);
idle.addEventListener("close", () => {
  clearInterval(ticking);
  watch();
});
page("stay").addEventListener("click", stopCountdown);
for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, () => idle.open || watch());

// A change of the language in the middle goes on where it was; what lay here longer is somebody else's.
const left = draftAt(session.path);
if (left?.state === "open" && Date.now() - left.changed < IDLE) {
  session.draft = left;
  screens.fill(left.entries);
  show(form);
  screens.show(left.at);
  watch();
} else toStart();

keepSending().then(tell);
setInterval(() => welcome.hidden || tell(), 5_000);
