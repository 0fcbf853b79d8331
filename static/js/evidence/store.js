// Files that wait on this phone until the server has them whole: they survive a reload, a closed browser, an empty
// battery. Where the browser keeps nothing they live as long as the page.

const NAME = "outreach-evidence";
const STORE = "files";
const memory = new Map();
let opened = null;

const open = () => {
  opened ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "number" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
};

const run = async (mode, act) => {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve, reject) => {
    const deal = database.transaction(STORE, mode);
    const asked = act(deal.objectStore(STORE));
    deal.oncomplete = () => resolve(asked.result);
    deal.onerror = deal.onabort = () => reject(deal.error);
  });
};

// Whether the file will be there after a reload; false: no room, it is held by the page alone.
export const keep = async (item) => {
  try {
    const done = await run("readwrite", (files) => files.put(item));
    if (done !== undefined) return true;
  } catch {
    // Full or forbidden.
  }
  memory.set(item.number, item);
  return false;
};

export const find = async (number) =>
  memory.get(number) ?? (await run("readonly", (files) => files.get(number)).catch(() => undefined));

export const forget = async (number) => {
  memory.delete(number);
  await run("readwrite", (files) => files.delete(number)).catch(() => undefined);
};

// What waits for one organisation, oldest first, without the files themselves: a hundred photos are not read at once.
export const waiting = async (owner) => {
  const found = [...memory.values()];
  const database = await open();
  if (database) {
    await new Promise((resolve) => {
      const asked = database.transaction(STORE).objectStore(STORE).openCursor();
      asked.onerror = resolve;
      asked.onsuccess = () => {
        const cursor = asked.result;
        if (!cursor) return resolve();
        const { blob, ...about } = cursor.value;
        found.push(about);
        return cursor.continue();
      };
    });
  }
  return found.filter((item) => item.owner === owner).sort((one, other) => one.added - other.added);
};
