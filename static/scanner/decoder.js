// A worker: finds the QR code in a picture. The page sends {id, bitmap} or {id, image}; the answer is {id, text, ms}.
// QR only; harder and inverted codes too, because people show what they have on a dimmed screen or a printed card.
const OPTIONS = {
  formats: ["QRCode"],
  tryHarder: true,
  tryInvert: true,
  tryRotate: false, // a QR is found at any angle anyway
  tryDownscale: true,
  maxNumberOfSymbols: 1,
};
let canvas = null;

const load = ({ reader, wasm }) => {
  importScripts(reader);
  return ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
};

const pixels = ({ bitmap, image }) => {
  if (image) return image;
  const { width, height } = bitmap;
  if (canvas?.width !== width || canvas?.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
};

self.onmessage = async ({ data }) => {
  if (data.reader) {
    try {
      await load(data);
      self.postMessage({ ready: true });
    } catch (error) {
      self.postMessage({ broken: String(error) });
    }
    return;
  }
  const start = performance.now();
  let text = null;
  try {
    const found = await ZXingWASM.readBarcodes(pixels(data), OPTIONS);
    text = found.find((code) => code.isValid)?.text ?? null;
  } catch {
    // a picture that cannot be read holds no code
  }
  self.postMessage({ id: data.id, text, ms: performance.now() - start });
};
