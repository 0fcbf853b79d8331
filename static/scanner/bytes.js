// Ids and the small conversions between bytes and text.

const utf8 = new TextEncoder();

export const bytesOf = (text) => utf8.encode(text);

export function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** base64url without padding. */
export function toBase64Url(bytes) {
  let plain = "";
  for (const byte of new Uint8Array(bytes)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64Url(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, ""));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** A random UUID, version 4. `crypto.randomUUID` is missing on plain http and on older phones. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = hex(bytes);
  return [0, 8, 12, 16, 20].map((at, i, all) => digits.slice(at, all[i + 1])).join("-");
}

/** A short, stable name for a text (FNV-1a, twice 32 bits). Not a secret and not for secrets. */
export function shortName(text) {
  const round = (seed) => {
    let sum = seed;
    for (const byte of bytesOf(text)) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
    return sum.toString(36);
  };
  return round(2166136261) + round(3141592653);
}
