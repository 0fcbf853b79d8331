// A photograph becomes small before it travels: a phone's camera makes ten times what a report can show. HEIC is left to
// the server, as is everything that this browser cannot open.

const LONGEST = 2560;
const QUALITY = 0.85;
const SMALL_ENOUGH = /\.(jpe?g|png|webp)$/i;
const HEAD = 128 * 1024;

// The day in a JPEG's own data, which a canvas would lose: "2025:09:10 10:03:00" stands in it as text.
const dayOf = async (file) => {
  const head = new TextDecoder("latin1").decode(await file.slice(0, HEAD).arrayBuffer());
  const found = /Exif\0[\s\S]*?(\d{4}):(\d\d):(\d\d) \d\d:\d\d:\d\d/.exec(head);
  if (!found || Number(found[1]) < 1990) return "";
  const day = found.slice(1, 4).join("-");
  return Number.isNaN(Date.parse(day)) || Date.parse(day) > Date.now() ? "" : day;
};

const drawn = async (bitmap) => {
  const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // a JPEG has no holes
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
};

// {blob, taken}: what is sent, and the day it was taken where that would be lost.
export const prepared = async (file, name) => {
  if (!SMALL_ENOUGH.test(name)) return { blob: file, taken: "" };
  let bitmap = null;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    if (Math.max(bitmap.width, bitmap.height) <= LONGEST) return { blob: file, taken: "" };
    const small = await drawn(bitmap);
    return small ? { blob: small, taken: await dayOf(file) } : { blob: file, taken: "" };
  } catch {
    return { blob: file, taken: "" }; // the server says what is wrong with it
  } finally {
    bitmap?.close();
  }
};
