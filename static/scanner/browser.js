// What this browser promises about keeping things.

const SMALL_QUOTA = 200 * 1024 * 1024;

/** Ask the browser not to clear this app's storage when the phone is full; whether it promised. */
export async function askToPersist() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/** Whether it promised already. */
export const isPersisted = () =>
  Promise.resolve()
    .then(() => navigator.storage.persisted())
    .catch(() => false);

/** A guess at private mode, where closing the window deletes everything. No browser tells; each gives itself away. */
export async function looksPrivate(store) {
  if (store.isMemory) return true;
  const storage = typeof navigator !== "undefined" && navigator.storage;
  if (!storage) return false;
  if (storage.getDirectory) {
    try {
      await storage.getDirectory(); // Safari and Firefox refuse it in a private window.
    } catch {
      return true;
    }
  }
  try {
    const { quota } = await storage.estimate();
    return quota > 0 && quota < SMALL_QUOTA; // Chromium keeps a private window's storage in little memory.
  } catch {
    return false;
  }
}
