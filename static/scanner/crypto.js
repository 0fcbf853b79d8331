// WebCrypto: is a token genuine, what rests on the phone encrypted, the rescue file that only the server opens.
// On plain http browsers give no WebCrypto: `canEncrypt()` is false then and nothing else here may be called.
import { bytesOf, fromBase64Url, join, toBase64Url } from "./bytes.js";

const PURPOSE = bytesOf("outreach personal code\0");
const RESCUE_INFO = bytesOf("outreach rescue v1");
const AES = { name: "AES-GCM", length: 256 };
const P256 = { namedCurve: "P-256" };

const subtle = () => (typeof crypto === "undefined" ? undefined : crypto.subtle);
export const canEncrypt = () => Boolean(subtle());

const imported = new Map(); // public key as text → promise of the CryptoKey

function verifyingKey(text) {
  if (!imported.has(text)) {
    const how = { name: "ECDSA", ...P256 };
    imported.set(text, subtle().importKey("raw", fromBase64Url(text), how, false, ["verify"]));
  }
  return imported.get(text);
}

/** "genuine" | "forged" (a key of this number did not sign it) | "unknown_key" | "unchecked" (no WebCrypto here). */
export async function standing(token, keys) {
  if (!canEncrypt()) return "unchecked";
  const ours = keys.filter((key) => key.number === token.keyNumber);
  if (!ours.length) return "unknown_key";
  const signed = join(PURPOSE, token.signed);
  const how = { name: "ECDSA", hash: "SHA-256" };
  try {
    for (const key of ours) {
      if (await subtle().verify(how, await verifyingKey(key.public), token.signature, signed)) return "genuine";
    }
  } catch {
    return "unchecked"; // A key this browser cannot read says nothing about the person at the door.
  }
  return "forged";
}

/** A key that never leaves this browser: it can be used and kept, not read. */
export const newKey = () => subtle().generateKey(AES, false, ["encrypt", "decrypt"]);

/** {iv, data} of any JSON value. */
export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await subtle().encrypt({ name: "AES-GCM", iv }, key, bytesOf(JSON.stringify(value)));
  return { iv, data };
}

/** The JSON value of {iv, data}. Rejects when it is damaged or of another key. */
export async function unseal(key, sealed) {
  const plain = await subtle().decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** The text of a rescue file: ECDH with a key made for this file, HKDF-SHA-256, AES-256-GCM. */
export async function rescueText(rescueKey, value) {
  const curve = { name: "ECDH", ...P256 };
  const [server, ours] = await Promise.all([
    subtle().importKey("raw", fromBase64Url(rescueKey.public), curve, false, []),
    subtle().generateKey(curve, false, ["deriveBits"]),
  ]);
  const shared = await subtle().deriveBits({ name: "ECDH", public: server }, ours.privateKey, 256);
  const secret = await subtle().importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: RESCUE_INFO };
  const sealed = await seal(await subtle().deriveKey(how, secret, AES, false, ["encrypt"]), value);
  return JSON.stringify({
    v: 1,
    key: rescueKey.id,
    epk: toBase64Url(await subtle().exportKey("raw", ours.publicKey)),
    iv: toBase64Url(sealed.iv),
    data: toBase64Url(sealed.data),
  });
}
