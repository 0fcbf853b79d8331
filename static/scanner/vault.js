// What names somebody rests on the phone encrypted, with a key that stays in this browser and cannot be read out of it.
import { canEncrypt, newKey, seal, unseal } from "./crypto.js";

/** `isOpen`: something can be kept encrypted. Without it (plain http) names stay in memory only. */
export async function openVault(store) {
  const key = await keptKey(store).catch(() => null);
  return {
    isOpen: Boolean(key),
    seal: (value) => (key ? seal(key, value) : Promise.resolve(null)),
    /** The value, or undefined when it cannot be opened any more. */
    unseal: (sealed) =>
      key && sealed ? unseal(key, sealed).catch(() => undefined) : Promise.resolve(undefined),
  };
}

async function keptKey(store) {
  if (!canEncrypt() || store.isMemory) return null;
  const fresh = await newKey();
  // Two tabs may open at once: the first key stands.
  const row = await store.update("settings", "key", (kept) => (kept ? null : { key: "key", value: fresh }));
  return row.value;
}
