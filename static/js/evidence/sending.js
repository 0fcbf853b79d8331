// One file to the server, part by part, from where it broke off. The server says how much it has; whatever gets lost on
// the way is asked for again, and nothing is there twice.

// Small enough that a bad network gets one through; a lost part costs seconds.
const PART = 256 * 1024;
const PATIENCE = 90_000;
const TURNS = 5;

// No network, or a server that is busy: to be tried again, whenever it may be.
export class Unreachable extends Error {}
// Somebody has signed out: goes on once they are back.
export class SignedOut extends Error {}
// The server will not have this file: its words.
export class Refused extends Error {}
// The person does not want it sent any more.
export class LeftOut extends Error {}

// The token of today: the page's own is too old once somebody has signed in again in another tab.
const token = () =>
  /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ??
  document.querySelector("[name=csrfmiddlewaretoken]")?.value ??
  "";

const ask = async (address, options = {}) => {
  let answer;
  let body;
  try {
    answer = await fetch(address, {
      credentials: "same-origin",
      signal: AbortSignal.timeout?.(PATIENCE),
      ...options,
      headers: { "X-CSRFToken": token(), "X-Signed-In-As": document.body.dataset.madeFor, ...options.headers },
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    body = isJson ? await answer.json() : null;
  } catch {
    throw new Unreachable();
  }
  if (answer.status >= 500 || answer.status === 429) throw new Unreachable();
  if (answer.redirected || !body) throw new SignedOut();
  return { status: answer.status, body };
};

const begin = async (address, item, blob) => {
  const fields = new FormData();
  for (const [name, value] of Object.entries({ ...item.place, ...item.told })) fields.append(name, value);
  fields.append("number", item.number);
  fields.append("name", item.name);
  fields.append("size", blob.size);
  fields.append("taken_on", item.taken ?? "");
  const { status, body } = await ask(address, { method: "POST", body: fields });
  if (status === 409 && body.code === "uploads_full") throw new Unreachable();
  if (status >= 400) throw new Refused(body.detail);
  return body;
};

// What the server made of it: {evidence, is_new, notice}. `react` hears the share that is there, from 0 to 1; `isWanted` is
// asked before every step: what was left out meanwhile is not begun anew, and nothing of it stays there.
export const send = async (address, item, blob, { react, isWanted }) => {
  const own = `${address}${item.number}/`;
  const goOn = async () => {
    if (isWanted()) return;
    await giveUp(address, item.number);
    throw new LeftOut();
  };
  for (let turn = 0; turn < TURNS; turn += 1) {
    await goOn();
    let state = await begin(address, item, blob);
    while (state && !state.is_finished && state.received < state.size) {
      await goOn();
      react(state.received / state.size);
      const part = blob.slice(state.received, state.received + Math.min(PART, state.part));
      const headers = { "Upload-Offset": String(state.received), "Content-Type": "application/octet-stream" };
      const { status, body } = await ask(own, { method: "PUT", body: part, headers });
      if (status === 422) throw new Refused(body.detail);
      // 409: it goes on elsewhere, for another tab was here. 404: forgotten, begun anew.
      state = status === 404 ? null : body;
    }
    if (!state) continue;
    await goOn();
    react(1);
    const { status, body } = await ask(`${own}finish/`, { method: "POST" });
    if (status === 200) return body;
    if (status !== 404 && body.code !== "upload_incomplete") throw new Refused(body.detail);
  }
  throw new Unreachable();
};

export const giveUp = (address, number) => ask(`${address}${number}/`, { method: "DELETE" }).catch(() => undefined);
