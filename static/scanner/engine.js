// The scanner without its screen: becomes a device, checks people in, loses nothing. No DOM in here.
import { openApi, Refused, Unreachable } from "./api.js";
import { openAccess } from "./access.js";
import { display, sessionAt } from "./acts.js";
import { askToPersist, isPersisted, looksPrivate } from "./browser.js";
import { openClock } from "./clock.js";
import { openCounter } from "./counter.js";
import { openCounts } from "./counts.js";
import { canEncrypt, rescueText } from "./crypto.js";
import { answerOf, openDoor, settledNews } from "./door.js";
import { openLog } from "./log.js";
import { openNetwork } from "./network.js";
import { openQueue } from "./queue.js";
import { openRoster } from "./roster.js";
import { openStore } from "./store.js";
import { openTabs } from "./tabs.js";
import { openVault } from "./vault.js";

export { Refused, Unreachable };

const LATER_MS = 100;

/** The engine. `timing` is for tests: {single, batch, tick, look, backoff, every: {contact, probe, here, people}}. */
export async function openEngine({ base = "/api/v1/", timing = {} } = {}) {
  const it = await parts(base, { backoff: 1, ...timing });
  const about = { isPersisted: await isPersisted(), isPrivate: await looksPrivate(it.store) };
  const hearers = new Set();
  let state = null;
  let isTelling = false;

  it.changed = () => {
    state = null;
    if (isTelling) return;
    isTelling = true;
    Promise.resolve().then(() => {
      isTelling = false;
      hearers.forEach((hear) => hear(engine.state));
    });
  };

  const engine = {
    get state() {
      if (!state) state = snapshot(it, about);
      return state;
    },
    /** Call `hear(state)` on every change; gives the function that stops it. */
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    /** Become a scanner. Rejects with Refused (its `code`) or Unreachable. */
    async claim(code, label) {
      const before = it.access.current && it.access.current.id;
      await it.access.claim(code, label);
      it.heardFrom();
      it.network.found();
      if (it.access.current.id !== before) it.choice = {}; // another QR names its own activities and door
      [about.isPersisted] = await Promise.all([askToPersist(), it.keepChoice({})]);
      it.tellAccess();
      await it.network.people();
      return engine.state;
    },
    /** Which activity (its code), session and door, and for the counter which point and material (null: none of them);
     * what is left out stays. session null: today's. */
    async choose(wish) {
      await it.keepChoice(wish);
      it.changed();
      if (wish.activity !== undefined) await it.network.people();
      return engine.state;
    },
    /** Ask the server anew what this phone may do, and for points and materials that came since. */
    refresh: () => it.network.refreshMe(),
    /** Give the right back. Unsent acts are sent first, and stay until they are. */
    async leave() {
      if (it.access.current) {
        await it.network.sync();
        await it.access.giveBack();
        await it.roster.wipe();
        await it.network.sync();
        it.tellAccess();
      }
      return { unsent: it.queue.unsent().length };
    },
    act: (entry) => it.door.act(entry),
    /** The counter: {gender, band, count} people took something; the last of it taken back (null: nothing to take). */
    tap: (line) => it.counter.tap(line),
    undoTap: () => it.counter.undo(),
    search(letters) {
      const place = it.place();
      return it.roster.search(letters).map((entry) => {
        const keys = it.roster.alike([`p:${entry.id}`]);
        const mine = it.log.find(place.activity, place.session, keys);
        const here = mine ? { since: mine.since || it.clock.corrected(mine.at) } : it.roster.isHere(place.session, keys);
        const shownAs = { participant: entry.id, ...display(entry), isRegistered: Boolean(entry.registered) };
        return { ...shownAs, isHere: Boolean(here), since: here ? here.since : null };
      });
    },
    /** Send what is unsent now; gives what is left, and the error that stopped it or null. */
    async sync() {
      const trouble = await it.network.sync();
      return { unsent: it.queue.unsent().length, error: trouble };
    },
    /** What is known by now of an act that was answered before, or null: the server may have settled it since. */
    answerTo(scanId) {
      const known = it.log.get(scanId);
      return known ? answerOf(known) : null;
    },
    /** The last 30 acts: answers with `state` "unsent" | "confirmed" | "kept" | "refused" | "noted". */
    recent: () => it.log.recent(),
    /** What the server refused for good; it stays here and in the rescue file. */
    refused: () => it.queue.refusals().map(({ item, refusal }) => ({ scanId: item.scan_id, item, ...refusal })),
    /** A file that only the server opens, with everything it has not taken, the oldest act's organisation first (a
     * phone that still holds acts of another one gives them in its next file, after these were sent). */
    async rescueFile() {
      if (!engine.state.canRescue) throw new Error("cannot_rescue");
      const rows = it.queue.all();
      const key = rows.length ? it.access.rescueKeyFor(rows[0]) : it.access.rescueKey;
      const items = rows
        .filter((row) => it.access.rescueKeyFor(row).id === key.id)
        .map((row) => ({ ...row.item, offline: true }));
      const content = { device: it.access.device, saved_at: new Date().toISOString(), items };
      return new Blob([await rescueText(key, content)], { type: "application/json" });
    },
    /** Hand over another phone's rescue file; the server's answer item by item. */
    sendRescue: async (text) => (await it.api.rescue(it.access.current && it.access.current.token, text)).body,
    /** For tests: stop the timers. */
    close: () => it.running.stop(),
    opened: null,
  };

  await Promise.all([it.queue.load(), it.log.load(), it.recall()].map((work) => work.catch(() => null)));
  await it.roster.load(it.chosen() ? it.chosen().code : null);
  it.running = it.network.start();
  engine.opened = it.running.opened;
  return engine;
}

/** The engine's parts, wired. */
async function parts(base, timing) {
  const it = { timing, changed: () => null, choice: {}, lastContact: null };
  it.api = openApi(base);
  it.clock = openClock();
  it.store = await openStore({ onReopened: () => it.queue.lostFromDisk() });
  it.vault = await openVault(it.store);
  it.tabs = openTabs({ store: it.store, hear: (what) => hearOtherTab(it, what) });
  it.access = await openAccess(it);
  it.log = openLog(it);
  it.roster = openRoster({
    ...it,
    onGone: (session, id) => it.log.forget(it.chosen().code, session, it.roster.alike([`p:${id}`])),
  });
  it.queue = openQueue({
    ...it,
    onChange: () => it.changed(),
    // Facts before caches: what can be fetched again makes room for what cannot.
    makeRoom: () => it.store.write(["roster", "here", "log"].map((name) => ["clear", name])).catch(() => null),
    settled: async (row, result) => it.log.became(row.scanId, settledNews(result)),
    refused: (row, { code }) => it.log.became(row.scanId, { kind: "refused", state: "refused", code }),
  });
  it.network = openNetwork(it, timing);
  it.door = openDoor(it);
  it.counter = openCounter(it);
  wireChoice(it);
  return it;
}

function wireChoice(it) {
  const put = (key, value) => it.store.write([["put", "settings", { key, value }]]).catch(() => null);
  let order = Date.now();

  it.nextOrder = () => (order = Math.max(order + 1, Date.now()));
  it.recall = async () => {
    const rows = await Promise.all(["choice", "contact"].map((key) => it.store.get("settings", key)));
    it.choice = (rows[0] && rows[0].value) || {};
    const heard = (rows[1] && rows[1].value) || {};
    it.lastContact = heard.at || null;
    it.clock.remember(heard.ahead);
  };
  it.activities = () => (it.access.current ? it.access.current.me.activities : []);
  it.chosen = () => {
    const all = it.activities();
    const isOpen = !it.choice.activity; // What was chosen and is gone never turns into another one.
    return all.find((one) => one.code === it.choice.activity) || (isOpen && all.length === 1 ? all[0] : null);
  };
  /** {activity, session, door} an act belongs to. */
  it.place = () => {
    const chosen = it.chosen();
    const mine = it.access.current ? it.access.current.me.device.door : "";
    const door = it.choice.door === undefined || it.choice.door === null ? mine || "" : it.choice.door;
    if (!chosen) return { activity: null, session: null, door };
    return { activity: chosen.code, session: sessionAt(chosen, it.choice.session, it.clock.now()), door };
  };
  /** Why nobody can be checked in here at all, or null. */
  it.whyNot = () => {
    const one = it.access.current;
    if (!one) return "not_claimed";
    if (one.ended) return one.ended.why;
    return it.chosen() ? null : "activity_not_chosen";
  };
  it.keepChoice = async (wish) => {
    const before = it.chosen() && it.chosen().code;
    const given = Object.keys(wish).filter((key) => wish[key] !== undefined);
    if (wish.activity !== undefined && wish.activity !== before) it.choice = { door: it.choice.door, session: null };
    it.choice = given.reduce((choice, key) => ({ ...choice, [key]: wish[key] }), it.choice);
    await put("choice", it.choice);
    await it.roster.load(it.chosen() ? it.chosen().code : null);
  };
  it.heardFrom = () => {
    it.lastContact = new Date().toISOString();
    put("contact", { at: it.lastContact, ahead: it.clock.ahead });
  };
  it.counts = openCounts({
    activityOf: (code) => it.activities().find((one) => one.code === code),
    onDoubt: () => it.network.doubt(),
  });
  it.tellAccess = () => {
    it.tabs.tell("access");
    it.changed();
  };
}

let later = null;

/** Another tab changed something that this one shows. */
function hearOtherTab(it, what) {
  if (what === "access") followAccess(it).catch(() => null);
  if (what !== "acts") return it.changed();
  clearTimeout(later);
  // The log anew: what has become of acts that this tab knows. Those that it does not know the queue looks for itself.
  const load = () => it.log.load().then(it.queue.load);
  later = setTimeout(() => load().then(it.changed, () => null), LATER_MS);
  return null;
}

/** Another tab was made a scanner, gave the access back, or heard that it has ended. */
async function followAccess(it) {
  await it.access.load();
  if (!it.chosen()) await it.recall();
  const isLive = it.access.current && !it.access.current.ended && it.chosen();
  await it.roster.load(isLive ? it.chosen().code : null);
  it.changed();
}

function snapshot(it, about) {
  const one = it.access.current;
  const { session, door } = it.place();
  const chosen = it.chosen();
  return {
    phase: one ? (one.ended ? "ended" : "ready") : "unclaimed",
    endedWhy: one && one.ended ? one.ended.why : null,
    device: one ? one.me.device : null,
    organisation: one ? one.me.organisation : "",
    contact: one ? one.me.contact : "",
    activity: chosen,
    activities: it.activities(),
    session,
    door,
    counted: chosen ? chosen.counted || 0 : 0,
    counter: it.counter.standing(),
    unsent: it.queue.unsent().length,
    kept: it.log.count("kept"),
    refusedByServer: it.queue.refusals().length,
    storageFull: it.queue.isFull(),
    isStorageBroken: it.store.isMemory || it.queue.isFull(), // a closed page would lose what is unsent
    isOnline: it.network.isOnline,
    canVerify: canEncrypt(),
    canRescue: canEncrypt() && Boolean(it.access.rescueKey),
    ...about,
    lastContact: it.lastContact,
    clockAheadSeconds: it.clock.ahead,
    otherTab: it.tabs.isOther,
  };
}
