// What survives a closed browser: IndexedDB, or memory where there is none (then `isMemory` says so).

const NAME = "outreach-scanner";
const VERSION = 1;
const STORES = { settings: "key", queue: "scanId", log: "scanId", roster: "activity", here: "activity" };
const OPEN_TRIES_MS = [4000, 8000]; // Safari 14 sometimes never answers the first time.

/** get, all, write, update; each rejects when the phone cannot (storage full …). `onReopened`: another connection had to be made and what was stored may be gone. */
export async function openStore({ onReopened = () => {} } = {}) {
  let db = await connect().catch(() => null);
  if (!db) return memoryStore();

  async function inTransaction(names, mode, work) {
    for (let last = false; ; last = true) {
      try {
        // Strict: an act at the door must outlive an empty battery, not only a closed browser.
        return await run(db.transaction(names, mode, { durability: "strict" }), work);
      } catch (error) {
        if (last || !error || error.name !== "InvalidStateError") throw error;
        db = await connect();
        onReopened();
      }
    }
  }

  return {
    isMemory: false,
    get: (name, key) => inTransaction([name], "readonly", (tx) => tx.objectStore(name).get(key)),
    all: (name) => inTransaction([name], "readonly", (tx) => tx.objectStore(name).getAll()),
    /** Changes [["put", store, row] | ["delete", store, key] | ["clear", store]], all of them or none. */
    write(changes) {
      if (!changes.length) return Promise.resolve();
      const names = Array.from(new Set(changes.map((change) => change[1])));
      return inTransaction(names, "readwrite", (tx) => {
        for (const [verb, name, what] of changes) {
          if (verb === "clear") tx.objectStore(name).clear();
          else tx.objectStore(name)[verb](what);
        }
      });
    },
    /** Put what `change(row or undefined)` gives, in one transaction; the row that stands afterwards. */
    update: (name, key, change) =>
      inTransaction([name], "readwrite", (tx) => {
        const answer = {};
        const asked = tx.objectStore(name).get(key);
        asked.onsuccess = () => {
          const changed = change(asked.result);
          answer.result = changed || asked.result;
          if (changed) tx.objectStore(name).put(changed);
        };
        return answer;
      }),
  };
}

function run(tx, work) {
  return new Promise((resolve, reject) => {
    const request = work(tx);
    tx.oncomplete = () => resolve(request && request.result);
    tx.onabort = () => reject(tx.error || new Error("the transaction was aborted"));
  });
}

async function connect() {
  let trouble;
  for (const wait of OPEN_TRIES_MS) {
    try {
      return await withDeadline(openOnce(), wait);
    } catch (error) {
      trouble = error;
    }
  }
  throw trouble;
}

function openOnce() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      for (const name of Object.keys(STORES)) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath: STORES[name] });
      }
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      // A newer version of this app in another tab changes the tables: let it.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
  });
}

const withDeadline = (promise, ms) =>
  Promise.race([promise, new Promise((resolve, reject) => setTimeout(() => reject(new Error("no answer")), ms))]);

function memoryStore() {
  const rows = {};
  for (const name of Object.keys(STORES)) rows[name] = new Map();
  const put = (name, row) => rows[name].set(row[STORES[name]], row);
  return {
    isMemory: true,
    get: async (name, key) => rows[name].get(key),
    all: async (name) => Array.from(rows[name].values()),
    async write(changes) {
      for (const [verb, name, what] of changes) {
        if (verb === "put") put(name, what);
        else if (verb === "clear") rows[name].clear();
        else rows[name].delete(what);
      }
    },
    async update(name, key, change) {
      const changed = change(rows[name].get(key));
      if (changed) put(name, changed);
      return changed || rows[name].get(key);
    },
  };
}
