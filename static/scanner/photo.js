// The way without a camera right: the phone's own camera app takes a picture, and the code is looked for in it.
import { read } from "./reader.js";

// The longer side; a photo has twelve million pixels, a code needs few of them. A small code needs more.
const SIDES = [1200, 700, 2200];

const scaled = (bitmap, side) => {
  const factor = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

// The code's text; null when there is none in it, or the file is no picture.
export const readPhoto = async (file) => {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  try {
    for (const side of SIDES) {
      const text = await read({ image: scaled(bitmap, side) });
      if (text) return text;
    }
    return null;
  } finally {
    bitmap.close();
  }
};
