// Sends sheets, now or when the network is back: at once, whenever the browser comes online, every few seconds, and the
// next time any page of ours is opened. The pass goes along, so that nothing is stored twice whatever gets lost.
import { drafts, isKept, remove, save } from "./store.js";

const PATIENCE = 20_000;
const PAUSE = 15_000;
const LOCK = "survey-outbox";

// One tab at a time, where browsers can tell; elsewhere the server's constraints do.
const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work());

// What the server answered to the sheets that this page has sent.
const taken = new Map();

// What became of it: status new, already, faults, closed, refused (kept, told), unreachable (kept, tried again).
export const isTaken = ({ status }) => status === "new" || status === "already";

export const send = (draft) =>
  alone(async () => {
    // Another tab was quicker, or this page's own clock: then with the same answer, no word of an earlier sheet.
    if (!isKept(draft)) return taken.get(draft.sheet) ?? { status: "already" };
    let result = await post(draft);
    if (result.status === "stale") {
      remove(draft);
      draft.pass = result.pass;
      if (!draft.isKiosk) draft.sheet = result.sheet;
      save(draft);
      result = await post(draft);
    }
    if (isTaken(result)) taken.set(draft.sheet, result);
    if (isTaken(result) || result.status === "closed") remove(draft);
    if (result.status === "faults") save(Object.assign(draft, { state: "open" }));
    return result;
  });

export const waiting = () => drafts().filter((draft) => draft.state === "ready");

export const sendWaiting = async () => {
  const results = [];
  for (const draft of waiting()) {
    const result = await send(draft);
    results.push({ draft, result });
    if (result.status === "unreachable") break;
  }
  return results;
};

// Keeps trying for as long as the page is open; `react` hears of each result.
export const keepSending = (react = () => {}) => {
  let isBusy = false;
  const round = async () => {
    if (isBusy || !waiting().length) return;
    isBusy = true;
    try {
      for (const { draft, result } of await sendWaiting()) react(draft, result);
    } finally {
      isBusy = false;
    }
  };
  window.addEventListener("online", round);
  setInterval(round, PAUSE);
  return round();
};

const post = async (draft) => {
  const fields = [...draft.entries, ["pass", draft.pass]];
  if (draft.isKiosk) fields.push(["sheet", draft.sheet]);
  const answer = (await ask(draft.path, fields)) ?? { status: "unreachable" };
  // The tablet's page was switched off meanwhile: the door takes what was begun before.
  return answer.status === "gone" && draft.door !== draft.path ? ask(draft.door, fields) : answer;
};

// POST these fields; the server's answer, or "unreachable".
export const ask = async (path, fields) => {
  try {
    const answer = await fetch(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
    // A page instead: of a wireless network that asks to sign in, of a proxy whose server is away, or a refusal.
    if (answer.status === 404) return { status: "gone" };
    const isTheirs = answer.status < 400 || answer.status >= 500 || [408, 429].includes(answer.status);
    return { status: isTheirs ? "unreachable" : "refused" };
  } catch {
    return { status: "unreachable" };
  }
};
