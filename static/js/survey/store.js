// Sheets on this phone: begun ones and ones that wait to be sent. Where the browser forbids keeping anything for good
// they live as long as the tab, or as long as the page.

const PREFIX = "survey:";
// As long as the server takes a late sheet (surveys/passes.py).
const LIFE = 60 * 24 * 3600 * 1000;
const memory = new Map();

const usable = (name) => {
  try {
    const storage = window[name];
    storage.setItem(`${PREFIX}try`, "1");
    storage.removeItem(`${PREFIX}try`);
    return storage;
  } catch {
    return null;
  }
};
const storage = usable("localStorage") ?? usable("sessionStorage");

const keyOf = (draft) => `${PREFIX}${draft.path}:${draft.sheet}`;

const keys = () => {
  const kept = storage ? Array.from({ length: storage.length }, (_, place) => storage.key(place)) : [];
  return [...new Set([...kept, ...memory.keys()])].filter((key) => key.startsWith(PREFIX));
};

const read = (key) => {
  try {
    const draft = JSON.parse(memory.get(key) ?? storage.getItem(key));
    return Array.isArray(draft?.entries) ? draft : null;
  } catch {
    return null;
  }
};

// A draft: path (its page), door (where it is taken also when a kiosk is switched off), sheet, pass, version, entries
// (the form's fields), at (the screen), state ("open": being answered, "ready": waits to be sent), changed (ms).
export const drafts = () => {
  const found = [];
  for (const key of keys()) {
    const draft = read(key);
    if (draft && Date.now() - draft.changed < LIFE) found.push(draft);
    else forget(key);
  }
  return found.sort((one, other) => other.changed - one.changed);
};

export const draftAt = (path) => drafts().find((draft) => draft.path === path) ?? null;

export const isKept = (draft) => keys().includes(keyOf(draft));

export const save = (draft) => {
  draft.changed = Date.now();
  const text = JSON.stringify(draft);
  try {
    storage.setItem(keyOf(draft), text);
  } catch {
    memory.set(keyOf(draft), text); // full or forbidden
  }
};

export const remove = (draft) => forget(keyOf(draft));

const forget = (key) => {
  memory.delete(key);
  try {
    storage?.removeItem(key);
  } catch {
    // It could not be kept either.
  }
};

// Tells when another tab has changed the sheets of a page.
export const whenChangedElsewhere = (path, react) => {
  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(`${PREFIX}${path}:`)) react();
  });
};
