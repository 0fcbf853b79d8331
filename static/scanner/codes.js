// The format of personal codes. A port of events/codes.py, letter by letter: a test compares the two.
import { hex } from "./bytes.js";

export const VERSION = 1;
const TOKEN_LENGTH = 119;
const SERIAL_BYTES = 8;
const HEAD = 2 + SERIAL_BYTES;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const SHORT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORT_LENGTH = 6;
const SKIPPED = " \t\u00a0-\u2010\u2011\u2012\u2013\u2014_.";
// What people type instead of a missing letter, and the same letters on a Kazakh or Russian keyboard.
const READ_AS = { O: "0", I: "1", L: "1" };
const CYRILLIC = "АВСЕНКҚМРТХУҮҰЗОӨІӀ";
Array.from("ABCEHKKMPTXYYY30011").forEach((latin, place) => (READ_AS[CYRILLIC[place]] = latin));

// What Python's str.strip() takes away; trim() leaves some of it (a USB scanner's separators) and takes others.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const EDGES = new RegExp(`^${SPACE}|${SPACE}$`, "g");
const strip = (text) => text.replace(EDGES, "");

/** The token in something scanned or pasted: a link that ends with /c/TOKEN, or the bare token. null: neither. */
export function tokenIn(entry) {
  const tail = strip(entry).split("?")[0].split("#")[0].replace(/\/+$/, "");
  const slash = tail.lastIndexOf("/");
  const last = tail.slice(slash + 1);
  if (slash >= 0 && tail.slice(0, slash).slice(-2).toLowerCase() === "/c") return last;
  return slash < 0 && Array.from(last).length === TOKEN_LENGTH ? last : null;
}

/** {keyNumber, serial (hex), signed, signature, text} of a token with the right shape; null when it is cut or edited
 * beyond shape. Whether it is genuine is for crypto.js to say. */
export function readToken(text) {
  const upper = strip(text).toUpperCase();
  if (upper.length !== TOKEN_LENGTH) return null;
  const packed = fromBase32(upper);
  if (!packed || packed[0] !== VERSION) return null;
  return {
    text: upper,
    keyNumber: packed[1],
    serial: hex(packed.slice(2, HEAD)),
    signed: packed.slice(0, HEAD),
    signature: packed.slice(HEAD),
  };
}

/** The short code that somebody typed: any case, with or without hyphens, on a Latin or a Cyrillic keyboard. */
export function readShortCode(text) {
  const plain = Array.from(text.toUpperCase())
    .filter((letter) => !SKIPPED.includes(letter))
    .map((letter) => READ_AS[letter] || letter);
  if (plain.length !== SHORT_LENGTH || plain.some((letter) => !SHORT_ALPHABET.includes(letter))) return null;
  return plain.join("");
}

/** A7K392 as people read it: A7-K3-92. */
export const shown = (shortCode) => (shortCode ? shortCode.replace(/(..)(?=.)/g, "$1-") : "");

function fromBase32(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let place = 0;
  for (const letter of text) {
    const value = BASE32.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[place++] = (held >> bits) & 0xff;
  }
  // One code has one spelling: the spare bits at the end are zero.
  return held & ((1 << bits) - 1) ? null : bytes;
}
