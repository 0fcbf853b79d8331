// One human act at the door: written down first, then asked, then answered; by the phone itself where it must.
import { newId } from "./bytes.js";
import { Refused, SINGLE_MS, Unreachable } from "./api.js";
import { isDead } from "./access.js";
import { identify, itemOf, judge } from "./acts.js";

const KINDS = { checked_in: "new", already_checked_in: "already" };

/** act(entry) for the engine's parts `it`. */
export function openDoor(it) {
  const doing = new Map(); // what means this act or this person here → the answer on its way

  /** The log's row and the answer of an act, from what is known of it. */
  async function noted(task, news) {
    const { scanId, at, keys, place, found } = task;
    const blank = { code: null, since: null, door: place ? place.door : null, person: null, verified: false };
    const act = { scanId, at, keys, ...blank, people: found.people || 0, ...news };
    if (place) Object.assign(act, { activity: place.activity, session: place.session });
    return { act, change: await it.log.note(act) };
  }

  async function noteOnly(task, news) {
    const { act, change } = await noted(task, { state: "noted", ...news });
    it.store.write([change]).catch(() => null);
    it.changed();
    return answerOf(act);
  }

  async function act(entry) {
    const found = identify(entry);
    const place = it.place();
    const task = { entry, found, place, keys: [], scanId: entry.scanId || newId(), at: new Date().toISOString() };
    const known = it.log.get(task.scanId);
    if (known) return answerOf(known);
    const refusal = it.whyNot() || found.refusal;
    if (refusal) return noteOnly(task, { kind: "refused", code: refusal });
    task.keys = it.roster.alike(found.keys);
    // The camera sees the same code many times a second, a thumb taps twice: that is one act.
    const names = task.keys.map((key) => `${place.activity}/${place.session}/${key}`).concat(task.scanId);
    const under = names.map((name) => doing.get(name)).find(Boolean);
    if (under) return under;
    const work = perform(task);
    names.forEach((name) => doing.set(name, work));
    try {
      return await work;
    } finally {
      names.forEach((name) => doing.delete(name));
    }
  }

  async function perform(task) {
    const { place, keys, scanId, at } = task;
    const mine = keys.length ? it.log.find(place.activity, place.session, keys) : null;
    if (mine && mine.state === "unsent") {
      // This phone holds the person already; the first act is the fact, a second one would only blur its time.
      it.network.look();
      const { person, door, verified } = mine;
      return noteOnly(task, { kind: "already", since: it.clock.corrected(mine.at), door, person, verified });
    }
    const item = itemOf(task.found, task.entry, { ...place, scanId, at });
    const ahead = it.clock.isSure ? it.clock.ahead : null;
    task.row = { scanId, order: it.nextOrder(), accessId: it.access.current.id, item, ahead, refusal: null };
    if (it.network.isOnline) {
      const answer = await askServer(task);
      if (answer) return answer;
    } else {
      it.network.look();
    }
    return answerMyself(task);
  }

  /** The server's answer, or null when none came in time. */
  async function askServer(task) {
    const { row, scanId } = task;
    await it.queue.keep({ ...row, tryingUntil: it.queue.trying() });
    const asked = it.access.current;
    task.askedAt = performance.now();
    try {
      const body = { ...row.item, sent_at: new Date().toISOString() };
      const answer = await it.api.checkIn(asked.token, body, it.timing.single || SINGLE_MS);
      return await confirmed(task, answer);
    } catch (error) {
      if (!(error instanceof Refused)) {
        it.network.lost(error);
        return null;
      }
      // Another tab has become this scanner anew: the act goes with its token.
      if (error.code === "not_signed_in" && (await it.access.isReplaced(asked))) return null;
      const { act, change } = await noted(task, { kind: "refused", state: "noted", code: error.code });
      await it.queue.drop(scanId, [change]);
      if (isDead(error)) await it.network.end(asked, error.code);
      return { ...answerOf(act), detail: error.detail };
    }
  }

  async function confirmed(task, { body }) {
    const kind = KINDS[body.outcome];
    if (!kind || body.scan_id !== task.scanId) throw new Unreachable("not our server");
    const { since = null, door = null, person = null, people = 1 } = body;
    const news = { kind, state: "confirmed", since, door, person, people, verified: true };
    const { act, change } = await noted(task, news);
    // Before the queue tells of its change: screens are drawn then, and the total belongs to the same picture.
    if (kind === "new") it.counts.plus(task.place.activity, people, task.askedAt);
    await it.queue.drop(task.scanId, [change]);
    return answerOf(act);
  }

  async function answerMyself(task) {
    const { found, place, keys, row, scanId, at } = task;
    const about = { ...place, at, keys, roster: it.roster, log: it.log, clock: it.clock };
    const verdict = await judge(found, { ...about, signingKeys: it.access.current.me.keys || [] });
    if (verdict.kind !== "saved") {
      if (it.queue.get(scanId)) await it.queue.drop(scanId);
      return noteOnly(task, { ...verdict, door: verdict.door || place.door });
    }
    const { act, change } = await noted(task, { ...verdict, state: "unsent", door: place.door });
    await it.queue.keep(row, [change]);
    if (it.queue.isFull()) it.network.look(); // The storage is full: what it could not take leaves first.
    return answerOf(act);
  }

  return { act };
}

/** What the screen shows of an act. `isKept`: the server has it, and the organiser looks at it. */
export function answerOf({ kind, code, since, door, person, people, scanId, verified, at }) {
  const isKept = kind === "kept";
  return { kind: isKept ? "saved" : kind, isKept, code, since, door, person, people, scanId, verified, at };
}

/** What the server's answer to a queued act changes in the log: from here on the act is what the server made of it. */
export function settledNews({ status, outcome, code, since, door, person }) {
  if (status === 202) return { kind: "kept", state: "kept", code: code || null };
  const news = { kind: KINDS[outcome] || "new", state: "confirmed", code: null };
  if (news.kind === "already") Object.assign(news, { since, door });
  return person ? { ...news, person } : news;
}
