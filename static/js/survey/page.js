// The survey on a participant's own phone.
import { entriesOf, touched } from "./form.js";
import { isTaken, keepSending } from "./outbox.js";
import { makeSession } from "./session.js";
import { draftAt, remove, whenChangedElsewhere } from "./store.js";

const [kept, begun, back] = ["kept", "begun", "back"].map((name) => document.querySelector(`[data-${name}]`));
const thanks = document.getElementById("sheet").dataset.thanks;

let leavingFor = null;
const leave = (path) => {
  if (leavingFor === path) return;
  leavingFor = path;
  window.location.replace(path);
};

// The phone's own back button leads to the question before.
const moved = (at) => {
  if (history.state?.at !== at) history.pushState({ at, depth: (history.state?.depth ?? 0) + 1 }, "");
};

const finished = (result) => {
  const { status, go, words, faults } = result;
  if (isTaken(result)) return leave(go ?? `${thanks}?again=1`);
  if (status === "closed") return leave(session.path);
  if (status === "unreachable") return showKept();
  showKept(false);
  session.draft.state = "open";
  if (faults) return screens.refuse(faults);
  session.keep();
  session.say(words ?? session.screens.words.unknown);
};

const session = makeSession({ moved, finished });
const { screens, form } = session;

const showKept = (isShown = true) => {
  const isNews = kept.hidden;
  kept.hidden = !isShown;
  form.hidden = isShown;
  if (!isShown || !isNews) return;
  for (const part of [back, begun, document.querySelector("[data-line]")]) part.hidden = true;
  document.getElementById("kept-title").focus();
};

// What was begun on this phone, in this tab or another. Another version asks other questions: the answers that still
// fit are kept, under the pass of this page.
const takeUp = (early = new Set()) => {
  const found = draftAt(session.path);
  if (!found) return false;
  if (found.state === "ready" || found.version === form.dataset.version) {
    session.draft = found;
    form.elements.pass.value = found.pass;
  } else {
    remove(found);
    session.begin();
    session.draft.at = found.at;
  }
  const newer = found.state === "open" ? entriesOf(form).filter(([name]) => early.has(name)) : [];
  screens.fill([...found.entries.filter(([name]) => !newer.length || !early.has(name)), ...newer]);
  showKept(found.state === "ready");
  return true;
};

const start = () => {
  // With a slow network people begin to answer before this script is here.
  const early = touched(form);
  const isTakenUp = takeUp(early);
  screens.show(session.draft.at ?? history.state?.at ?? null, { focus: false });
  begun.hidden = !isTakenUp;
  if (session.draft.state === "ready") showKept();
  else if (early.size || (isTakenUp && !session.draft.changed)) session.keep();
  history.replaceState({ at: screens.at, depth: history.state?.depth ?? 0 }, "");
};

// A second tap before the first has led anywhere would count from the same place, and leave the survey.
let isGoingBack = false;
back.addEventListener("click", () => {
  if (isGoingBack) return;
  isGoingBack = history.state?.depth > 0;
  if (isGoingBack) history.back();
  else screens.back();
});
// Back from the thanks: this page as it was left would send nothing any more.
window.addEventListener("pageshow", (event) => {
  isGoingBack = false;
  leavingFor = null;
  if (event.persisted && session.isBusy) window.location.reload();
});
window.addEventListener("popstate", (event) => {
  isGoingBack = false;
  if (event.state?.at && kept.hidden) screens.show(event.state.at);
});
document.querySelector("[data-anew]").addEventListener("click", () => {
  remove(session.draft);
  session.begin();
  screens.fill([]);
  screens.show(null);
  begun.hidden = true;
});
document.querySelector("[data-try]").addEventListener("click", () => session.send());
whenChangedElsewhere(session.path, () => {
  const wasKept = session.draft.changed;
  if (!takeUp() && wasKept) leave(session.path); // the other tab has sent it, or thrown it away
});

start();
keepSending((draft, result) => {
  if (draft.path !== session.path) return;
  session.draft = draft;
  session.isBusy ||= isTaken(result);
  finished(result);
});
