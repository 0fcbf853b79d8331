// When to ask the server what: contact, people, the queue; and whether it is there at all.
import { Refused, SINGLE_MS } from "./api.js";
import { isDead } from "./access.js";

const S = 1000;
const EVERY = { contact: 60 * S, probe: 15 * S, here: 20 * S, people: 600 * S, purge: 3600 * S, tabs: 10 * S };
const LOOK_MS = 4 * S; // acts look for the network at most this often
const TICK_MS = 2 * S;
const CONTACT_MS = 10 * S;
const DOUBT_MS = 48 * 3600 * S;

export function openNetwork(it, timing) {
  const every = { ...EVERY, ...timing.every };
  const last = {};
  let isOnline = typeof navigator === "undefined" || navigator.onLine !== false;
  let asking = null;
  let isCrossed = false; // acts left while a contact told that they are here: the server may have heard it after them

  /** Whether `what` is due; if so it counts as done now. */
  function isDue(what, after) {
    if (last[what] !== undefined && performance.now() - last[what] < after) return false;
    last[what] = performance.now();
    return true;
  }

  function setOnline(now) {
    if (isOnline === now) return;
    isOnline = now;
    if (now) last.here = -Infinity;
    if (now && it.roster.isEmpty) last.people = -Infinity;
    it.changed();
  }

  /** No answer came to an act, a batch or a contact: the phone answers by itself from now on. */
  function lost(error) {
    setOnline(false);
    if (error && error.retryAfter) it.queue.wakeAfter(error.retryAfter);
  }

  async function end(one, why) {
    await it.access.end(one, why);
    if (one === it.access.current) await it.roster.wipe();
    it.tellAccess();
  }

  /** Tell the server that this phone is here. Doubles as the look for a network; gives the error that says there is
   * none, or null. */
  function contact() {
    if (!asking) asking = ask().finally(() => (asking = null));
    return asking;
  }

  async function ask() {
    const one = it.access.current;
    if (!one) return null;
    last.contact = performance.now();
    const started = performance.now();
    const rows = it.queue.unsent();
    try {
      const told = { sent_at: new Date().toISOString(), unsent: it.access.heldBy(one, rows) };
      const { body } = await it.api.contact(one.token, told, CONTACT_MS);
      it.clock.learn(body.server_time, started);
      // A network that needs longer than people wait at a door is no network for single acts; batches go through it.
      setOnline(performance.now() - started <= (timing.single || SINGLE_MS));
      if (one.ended) await it.access.revive(one);
      const areFewer = it.access.heldBy(one, it.queue.unsent()) < told.unsent;
      if (areFewer || (told.unsent && it.queue.isSending)) isCrossed = true;
      await heard(one, body, started);
      if (rows.length) wakeAndSync();
    } catch (error) {
      if (isDead(error)) await end(one, error.code);
      else if (!(error instanceof Refused)) {
        lost(error);
        return error;
      }
    }
    return null;
  }

  const heardCounts = (counted, askedAt) =>
    Object.keys(counted || {}).forEach((code) => it.counts.heard(code, counted[code], askedAt));

  async function heard(one, body, askedAt) {
    it.heardFrom();
    heardCounts(body.counted, askedAt);
    const closed = body.closed || [];
    for (const activity of one.me.activities) {
      const wasClosed = activity.is_closed;
      activity.is_closed = closed.includes(activity.code);
      if (activity.is_closed && !wasClosed) await it.roster.wipe(activity.code);
    }
    if (body.expires_at) one.me.device.expires_at = body.expires_at;
    await it.access.saveMe();
    it.changed();
  }

  /** One run of the queue. */
  async function sync() {
    // Somebody may have set the clock since the acts were noted: their times can be told right once it was compared.
    if (it.queue.unsent().length && !it.clock.isSure) {
      const noNetwork = await contact();
      // One that comes back at this very moment would carry yesterday's time for what was scanned today.
      if (noNetwork && noNetwork.message === "offline") {
        it.queue.wakeAfter(every.probe / S);
        return noNetwork;
      }
    }
    const trouble = await it.queue.sync((body, askedAt) => {
      it.heardFrom();
      setOnline(true);
      heardCounts(body.counted, askedAt);
    });
    if (trouble && trouble.message !== "ended" && !(trouble instanceof Refused)) lost(trouble);
    const one = it.access.current;
    if (isCrossed && !trouble) last.contact = -Infinity; // told anew at the next tick
    if (!trouble) isCrossed = false;
    if (trouble && trouble.message === "ended" && one && one.ended) await it.roster.wipe();
    const of = (rows, id) => rows.filter((row) => row.accessId === id).length;
    await it.access.tidy((id) => ({ unsent: of(it.queue.unsent(), id), all: of(it.queue.all(), id) }));
    it.changed();
    return trouble;
  }

  function wakeAndSync() {
    it.queue.wake();
    return sync();
  }

  /** People and here-list of the chosen activity. What does not come now comes later. */
  async function people() {
    const one = it.access.current;
    const chosen = it.chosen();
    if (!one || one.ended || !chosen || chosen.is_closed || !isOnline) return;
    try {
      await it.roster.refresh(one.token);
      await here();
    } catch (error) {
      if (isDead(error)) await end(one, error.code);
    }
    it.changed();
  }

  async function here() {
    const one = it.access.current;
    const chosen = it.chosen();
    if (!one || one.ended || !chosen || chosen.is_closed || !isOnline) return;
    try {
      const askedAt = performance.now();
      it.counts.heard(chosen.code, await it.roster.refreshHere(one.token), askedAt);
    } catch (error) {
      if (isDead(error)) await end(one, error.code);
    }
    it.changed();
  }

  async function refreshMe() {
    const one = it.access.current;
    if (!one || one.ended) return;
    try {
      await it.access.refresh();
      it.heardFrom();
      setOnline(true);
    } catch (error) {
      if (isDead(error)) await end(one, error.code);
      else if (!(error instanceof Refused)) lost(error);
    }
    it.changed();
  }

  // With a network the server says when it is over. Without one the phone goes by its clock, which may have been set
  // wrong since it was last compared: then it is only believed when it is over by days.
  const expired = (one) =>
    !isOnline && Date.parse(one.me.device.expires_at) + (it.clock.isSure ? 0 : DOUBT_MS) <= it.clock.now();

  async function tick() {
    const one = it.access.current;
    if (one && !one.ended && expired(one)) await end(one, "device_expired");
    if (it.queue.isDue()) sync();
    if (isDue("tabs", every.tabs)) it.tabs.ping();
    if (isDue("purge", every.purge)) it.log.purge();
    if (it.access.isLeaving() && !it.queue.unsent().length && isDue("leave", every.probe)) sync();
    if (!one || one.ended) return;
    if (isDue("contact", isOnline ? every.contact : every.probe)) contact();
    const isSeen = typeof document === "undefined" || document.visibilityState !== "hidden";
    if (isOnline && isSeen && isDue("people", every.people)) refreshMe().then(people);
    else if (isOnline && isSeen && isDue("here", every.here)) here();
  }

  function start() {
    const timer = setInterval(tick, timing.tick || TICK_MS);
    const look = () => {
      it.queue.wake();
      return it.access.current ? contact().then(sync) : sync();
    };
    self.addEventListener("online", look);
    self.addEventListener("offline", () => setOnline(false));
    if (typeof document !== "undefined") {
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tick());
    }
    // At opening: what is unsent goes first, then what this phone may know is brought up to date.
    last.people = last.here = performance.now();
    const opened = look().then(people);
    return { opened, stop: () => clearInterval(timer) };
  }

  return {
    get isOnline() {
      return isOnline;
    },
    lost,
    /** The server has just answered. */
    found: () => setOnline(true),
    end,
    people,
    refreshMe,
    contact,
    /** Ask for the numbers and the here-list at the next tick. */
    doubt: () => (last.here = -Infinity),
    start,
    sync: wakeAndSync,
    /** An act without a network: perhaps it is back. */
    look() {
      if (isDue("look", timing.look || LOOK_MS)) contact();
    },
  };
}
