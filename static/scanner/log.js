// What this phone did in the last 48 hours: what it shows, and by what it knows that somebody is here already.
import { undoIdOf } from "./counter.js";

const KEPT_MS = 48 * 3600 * 1000;
const SHOWN = 30;
const SAYS_HERE = ["new", "already", "saved"];

/** Acts: {scanId, at, activity, session, keys, kind, state, code, since, door, people, person}; the counter's have
 * {tap} with an order of their own, or {undoes}: the scanId of the tap taken back.
 * `state`: "unsent", "confirmed", "kept" (the organiser looks at it), "refused", "noted" (nothing to send). */
export function openLog({ store, vault, clock }) {
  const acts = new Map();

  const sealed = async (act) => {
    const { person, ...rest } = act;
    if (person) rest.sealed = (await vault.seal(person)) || undefined;
    return rest;
  };

  async function load() {
    const rows = await store.all("log");
    rows.sort((a, b) => (a.at < b.at ? -1 : 1));
    const late = rows.slice(-SHOWN);
    for (const row of rows) {
      const known = acts.get(row.scanId);
      const person = known && known.person ? known.person : late.includes(row) ? await vault.unseal(row.sealed) : null;
      const { sealed: ignored, ...act } = row;
      acts.set(row.scanId, { ...act, person: person || null });
    }
  }

  return {
    get: (scanId) => acts.get(scanId),
    /** Note an act in memory; the change that stores it. */
    async note(act) {
      acts.set(act.scanId, act);
      return ["put", "log", await sealed(act)];
    },
    /** The change that stores what became of an act. */
    async became(scanId, news) {
      // Another tab's act that this one has not read yet: otherwise it would stay "unsent" for good.
      const act = acts.get(scanId) || (await store.get("log", scanId).catch(() => null));
      return act ? this.note({ ...act, ...news }) : null;
    },
    /** The act by which one of `keys` is here, at this activity and session. */
    find(activity, session, keys) {
      for (const act of acts.values()) {
        const isSame = act.activity === activity && act.session === session;
        if (!isSame || !SAYS_HERE.includes(act.kind)) continue;
        if (act.keys.some((key) => keys.includes(key))) return act;
      }
      return null;
    },
    /** The server says that they are not here (undone): what was confirmed says so no longer. */
    async forget(activity, session, keys) {
      for (const act of Array.from(acts.values())) {
        const isSame = act.activity === activity && act.session === session && act.state !== "unsent";
        if (!isSame || !act.keys.some((key) => keys.includes(key))) continue;
        await store.write([await this.note({ ...act, keys: [] })]).catch(() => null);
      }
    },
    all: () => Array.from(acts.values()),
    count: (state) => Array.from(acts.values()).filter((act) => act.state === state).length,
    recent: () =>
      Array.from(acts.values())
        .filter((act) => !act.undoes)
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .slice(0, SHOWN)
        .map(({ keys, ...act }) => ({ ...act, isUndone: Boolean(act.tap) && acts.has(undoIdOf(act.scanId)) })),
    /** Acts older than 48 hours go, unless they are unsent. Rows with a time in the future (a wrong clock) as well. */
    async purge() {
      const old = Array.from(acts.values()).filter((act) => {
        const age = clock.now() - Date.parse(act.at);
        return act.state !== "unsent" && act.state !== "refused" && Math.abs(age) > KEPT_MS;
      });
      for (const act of old) acts.delete(act.scanId);
      await store.write(old.map((act) => ["delete", "log", act.scanId])).catch(() => null);
    },
    load,
  };
}
