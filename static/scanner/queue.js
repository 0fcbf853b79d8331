// The acts that the server has not answered yet. An act leaves this list only by an answer of the server about it.
import { BATCH_MS, Unreachable } from "./api.js";
import { isDead } from "./access.js";

const MOST_ITEMS = 100;
const SLOW_ITEMS = 10;
const MOST_LETTERS = 300000; // signatures are large; a batch on one bar of signal should not be
const TRYING_MS = 4000;
const LONGEST_WAIT_S = 60;
const ENDED_WAIT_S = 300; // nothing will change soon; an organiser may still give the access back
const UNANSWERED_WAIT_S = 15;
const PRIVATE = ["walk_in", "signature"];
const WRITING_MS = 4000; // a storage that hangs must not hold up the door

const inTime = (work) =>
  Promise.race([work, new Promise((resolve, reject) => setTimeout(() => reject(new Error("slow storage")), WRITING_MS))]);

/** Rows: {scanId, order, accessId, item, ahead, tryingUntil, refusal}. `settled(row, result)` gives the log's change. */
export function openQueue({ store, vault, access, api, clock, tabs, log, settled, refused, makeRoom, onChange, timing }) {
  const rows = new Map();
  const onlyHere = new Set(); // ids of rows that the phone's storage did not take
  const writing = new Set(); // ids of rows whose change is on its way to the storage
  let size = MOST_ITEMS;
  let failures = 0;
  let nextAt = 0; // performance.now()
  let sending = null;

  const changed = () => {
    onChange();
    tabs.tell("acts");
  };
  const wakeAfter = (seconds) => (nextAt = performance.now() + seconds * 1000 * timing.backoff);

  // What is personal in an act rests encrypted, where the browser can.
  async function atRest(row) {
    const secret = {};
    for (const name of PRIVATE) if (row.item[name] !== undefined) secret[name] = row.item[name];
    const sealed = Object.keys(secret).length ? await vault.seal(secret) : null;
    if (!sealed) return row;
    const item = { ...row.item };
    for (const name of PRIVATE) delete item[name];
    return { ...row, item, sealed };
  }

  // What this tab keeps or has answered while it reads is newer than what it reads.
  async function load() {
    const before = new Set(rows.keys());
    const stored = await store.all("queue");
    // Another tab's act stands in the log too, written with it: whoever is unsent is known to be here.
    if (stored.some((row) => !log.get(row.scanId))) await log.load().catch(() => null);
    const ids = new Set(stored.map((row) => row.scanId));
    const isOurs = (id) => onlyHere.has(id) || writing.has(id);
    for (const id of before) if (!ids.has(id) && !isOurs(id)) rows.delete(id);
    for (const { sealed, ...row } of stored) {
      if (isOurs(row.scanId) || (before.has(row.scanId) && !rows.has(row.scanId))) continue;
      const known = rows.get(row.scanId);
      const secret = known ? known.item : (await vault.unseal(sealed)) || {};
      const item = { ...row.item };
      for (const name of PRIVATE) if (secret[name] !== undefined) item[name] = secret[name];
      rows.set(row.scanId, { ...row, item });
    }
    onChange();
  }

  /** Into memory and onto the phone, with `alsoWrite` in the same transaction. A full phone never loses an act: it
   * stays in memory, is told of, and tried again. */
  async function keep(row, alsoWrite = []) {
    rows.set(row.scanId, row);
    writing.add(row.scanId);
    const put = ["put", "queue", await atRest(row)];
    const changes = [put].concat(alsoWrite.filter(Boolean));
    const write = () => store.write(changes).catch(() => makeRoom().then(() => store.write([put])));
    const isKept = await inTime(write()).then(
      () => true,
      () => false
    );
    if (isKept) onlyHere.delete(row.scanId);
    else onlyHere.add(row.scanId);
    writing.delete(row.scanId);
    changed();
  }

  async function drop(scanId, alsoWrite = []) {
    rows.delete(scanId);
    onlyHere.delete(scanId);
    writing.add(scanId);
    // Deleting works on a full phone; noting it in the log may not.
    const gone = ["delete", "queue", scanId];
    await store.write([gone].concat(alsoWrite.filter(Boolean))).catch(() => store.write([gone]).catch(() => null));
    writing.delete(scanId);
    changed();
  }

  async function keepAgain() {
    for (const id of Array.from(onlyHere)) if (rows.has(id)) await keep(rows.get(id));
  }

  const inOrder = () => Array.from(rows.values()).sort((a, b) => a.order - b.order);
  const unsent = () => inOrder().filter((row) => !row.refusal);
  const isTrying = (row) => row.tryingUntil > Date.now() && row.tryingUntil <= Date.now() + TRYING_MS;

  /** The next rows that one token sends. `passed`: ids that had their turn in this run. */
  function nextBatch(passed, deaf) {
    const batch = { access: null, rows: [] };
    let letters = 0;
    for (const row of unsent()) {
      const by = passed.has(row.scanId) || isTrying(row) ? null : access.forAct(row, deaf);
      if (!by || (batch.access && by !== batch.access)) continue;
      letters += JSON.stringify(row.item).length;
      if (batch.rows.length && (batch.rows.length >= size || letters > MOST_LETTERS)) break;
      batch.access = by;
      batch.rows.push(row);
    }
    return batch;
  }

  const asSent = (row) => ({
    ...row.item,
    observed_at: clock.inTodaysTerms(row.item.observed_at, row.ahead),
    offline: true,
  });

  async function send(batch) {
    const askedAt = performance.now();
    const items = batch.rows.map(asSent);
    const left = Math.max(0, access.heldBy(batch.access, unsent()) - items.length);
    const body = { sent_at: new Date().toISOString(), unsent: left, items };
    const { body: answer } = await api.batch(batch.access.token, body, timing.batch || BATCH_MS);
    if (!Array.isArray(answer.items)) throw new Unreachable("not our server");
    clock.learn(answer.server_time, askedAt);
    const results = new Map(answer.items.filter(Boolean).map((result) => [result.scan_id, result]));
    let isAnyDone = false;
    for (const row of batch.rows) isAnyDone = (await take(row, results.get(row.scanId))) || isAnyDone;
    if (!isAnyDone) throw new Unreachable("nothing was answered");
    return answer;
  }

  /** What the server says about one act; whether that was final. */
  async function take(row, result) {
    const status = result ? result.status : 0;
    if (status >= 200 && status < 300) await drop(row.scanId, [await settled(row, result)]);
    else if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) await refuse(row, result);
    else return false;
    return true;
  }

  async function refuse(row, { status, code, detail }) {
    const refusal = { status, code: code || "invalid", detail: detail || "" };
    const told = { ...row, refusal };
    await keep(told, [await refused(told, refusal)]);
  }

  /** A whole batch failed: what to do before the next; rethrows when this run is over. */
  async function failed(error, batch, deaf) {
    if (isDead(error)) {
      if (await access.end(batch.access, error.code)) deaf.add(batch.access.id);
      return null;
    }
    const isTooLarge = [400, 413, 422].includes(error.status);
    if (isTooLarge && batch.rows.length > 1) {
      size = Math.max(1, Math.floor(batch.rows.length / 2));
      return null;
    }
    if (isTooLarge && error.code) return refuse(batch.rows[0], error);
    if (error.message === "slow") size = SLOW_ITEMS;
    throw error;
  }

  async function drain(answered) {
    const passed = new Set();
    const deaf = new Set();
    await load().catch(() => null);
    for (;;) {
      const batch = nextBatch(passed, deaf);
      if (!batch.rows.length) break;
      try {
        const askedAt = performance.now();
        const answer = await send(batch);
        batch.rows.forEach((row) => passed.add(row.scanId));
        size = Math.min(MOST_ITEMS, size * 2);
        failures = 0;
        answered(answer, askedAt);
      } catch (error) {
        await failed(error, batch, deaf);
      }
    }
    // Not every act of a batch was answered (a fault at one of them): not at once again.
    if (unsent().some((row) => passed.has(row.scanId))) wakeAfter(UNANSWERED_WAIT_S);
    if (deaf.size) throw new Unreachable("ended", { retryAfter: ENDED_WAIT_S });
  }

  return {
    load,
    keep,
    drop,
    keepAgain,
    refuse,
    get: (scanId) => rows.get(scanId),
    unsent,
    refusals: () => inOrder().filter((row) => row.refusal),
    all: inOrder,
    isFull: () => onlyHere.size > 0,
    lostFromDisk: () => rows.forEach((row) => onlyHere.add(row.scanId)),
    isDue: () => unsent().length > 0 && performance.now() >= nextAt,
    get isSending() {
      return Boolean(sending);
    },
    /** Look again at once: the network came back. */
    wake: () => (nextAt = 0),
    wakeAfter,
    trying: () => Date.now() + TRYING_MS,
    /** Send what is unsent; one run at a time in this browser. `answered(body, askedAt)` per batch. Never rejects:
     * gives the error that ended the run, or null. */
    sync(answered) {
      if (sending) return sending;
      let trouble = null;
      sending = tabs
        .alone(() => drain(answered))
        .then((wasMine) => wasMine || wakeAfter(1))
        .catch((error) => {
          trouble = error;
          failures += 1;
          const wait = Math.min(LONGEST_WAIT_S, 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
          wakeAfter(Math.max(wait, error.retryAfter || 0));
        })
        .then(() => keepAgain())
        .then(() => {
          sending = null;
          return trouble;
        });
      return sending;
    },
  };
}
