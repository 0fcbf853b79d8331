// Several tabs of the scanner on one phone: they hear of each other, and one of them sends at a time.
import { newId } from "./bytes.js";

const NAME = "outreach-scanner";
const LEASE_MS = 8000; // a tab that was closed while sending holds up the next one this long
const SILENT_MS = 25000;

/** tell(kind), isOther, ping(), alone(work). `hear(kind)` is called for what another tab told. */
export function openTabs({ store, hear }) {
  const me = newId();
  const others = new Map(); // tab → when heard (performance.now)
  const post = openPost((message) => {
    if (!message || message.tab === me) return;
    const wasOther = others.size > 0;
    if (message.kind === "bye") others.delete(message.tab);
    else others.set(message.tab, performance.now());
    if (message.kind === "hello" || message.kind === "ping") say("pong");
    if (wasOther !== others.size > 0) hear("tabs");
    if (message.kind === "change") hear(message.what);
  });
  const say = (kind, what) => post({ tab: me, kind, what });

  self.addEventListener("pagehide", () => say("bye"));
  self.addEventListener("pageshow", (event) => event.persisted && say("hello"));
  say("hello");

  return {
    get isOther() {
      return others.size > 0;
    },
    tell: (what) => say("change", what),
    /** Ask who is there; forget who has not answered for long. */
    ping() {
      for (const [tab, heard] of others) if (performance.now() - heard > SILENT_MS) others.delete(tab);
      if (others.size) say("ping");
    },
    /** Do `work` unless another tab is at it; whether it was done. */
    async alone(work) {
      if (typeof navigator === "undefined" || !navigator.locks) return withLease(work);
      let done = null;
      const ifFree = (lock) => (done = lock ? work() : Promise.resolve(null)).catch(() => null);
      let wasFree = true;
      try {
        await navigator.locks.request(`${NAME}-send`, { ifAvailable: true }, (lock) => {
          wasFree = Boolean(lock);
          return ifFree(lock);
        });
      } catch (error) {
        if (!done) return withLease(work); // a browser that has locks and refuses them here
        throw error;
      }
      await done; // rejects with what went wrong in the work
      return wasFree;
    },
  };

  // Where there are no locks (plain http, Safari before 15.4): a row that says who sends and until when.
  async function withLease(work) {
    const take = (row) => {
      const isFree = !row || row.tab === me || row.until < Date.now() || row.until > Date.now() + 2 * LEASE_MS;
      return isFree ? { key: "sending", tab: me, until: Date.now() + LEASE_MS } : null;
    };
    // A storage that cannot even keep this row must not stop the sending: the server takes everything once.
    const held = await store.update("settings", "sending", take).catch(() => ({ tab: me }));
    if (held.tab !== me) return false;
    const renew = setInterval(() => store.update("settings", "sending", take).catch(() => null), LEASE_MS / 3);
    try {
      await work();
    } finally {
      clearInterval(renew);
      await store.update("settings", "sending", (row) => row && row.tab === me && { ...row, until: 0 }).catch(() => null);
    }
    return true;
  }
}

// BroadcastChannel, or the `storage` event where there is none.
function openPost(hear) {
  if (typeof BroadcastChannel !== "undefined") {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = (event) => hear(event.data);
    return (message) => channel.postMessage(message);
  }
  self.addEventListener("storage", (event) => {
    if (event.key === NAME && event.newValue) hear(JSON.parse(event.newValue));
  });
  return (message) => {
    try {
      localStorage.setItem(NAME, JSON.stringify({ ...message, at: Date.now(), once: Math.random() }));
    } catch {
      // No storage: there is no second tab that could share anything with this one.
    }
  };
}
