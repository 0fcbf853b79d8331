// Talks to the decoder's worker: one picture at a time, the answer as a promise.
import { config } from "./dom.js";

const PATIENCE = 20_000; // the first load on a bad line

let worker = null;
let ready = null;
let number = 0;
const waiting = new Map();

const start = () =>
  new Promise((resolve, reject) => {
    const absolute = (url) => new URL(url, location.href).href;
    const giveUp = (why) => {
      worker?.terminate();
      worker = ready = null;
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
      reject(new Error(why));
    };
    const late = setTimeout(giveUp, PATIENCE, "decoder: too slow");
    worker = new Worker(config.decoder);
    worker.onerror = () => giveUp("decoder: did not load");
    worker.onmessage = ({ data }) => {
      if (data.ready || data.broken) {
        clearTimeout(late);
        return data.ready ? resolve() : giveUp(data.broken);
      }
      waiting.get(data.id)?.(data.text);
      waiting.delete(data.id);
      return undefined;
    };
    worker.postMessage({ reader: absolute(config.reader), wasm: absolute(config.readerWasm) });
  });

// Resolves when codes can be read; rejects in a browser that cannot, and may be tried again.
export const prepare = () => {
  ready ??= start();
  return ready;
};

// The text of the QR in a picture, or null. `picture`: {bitmap} or {image}.
export const read = async (picture) => {
  await prepare();
  number += 1;
  const id = number;
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, ...picture }, picture.bitmap ? [picture.bitmap] : [picture.image.data.buffer]);
  return answer;
};
