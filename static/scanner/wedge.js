// A scanner on a cable types like a keyboard, very fast, and ends with Enter. It is heard anywhere on the page; where a
// field has the focus the letters belong to the field.
const PAUSE = 1500;
const SHORTEST = 4;
const EDITABLE = "input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable]";
// Such scanners press keys as on an English keyboard. On a phone or laptop set to Kazakh or Russian those keys type
// Cyrillic letters: then the key itself is read.
const KEYS = { Slash: "/?", Period: ".>", Comma: ",<", Semicolon: ";:", Minus: "-_", Equal: "=+" };
const SHIFTED_DIGITS = ")!@#$%^&*(";

const english = (event) => {
  const { code, shiftKey } = event;
  if (/^Key[A-Z]$/.test(code)) return shiftKey ? code[3] : code[3].toLowerCase();
  if (/^Digit\d$/.test(code)) return shiftKey ? SHIFTED_DIGITS[code[5]] : code[5];
  if (/^Numpad\d$/.test(code)) return code[6];
  return KEYS[code]?.[shiftKey ? 1 : 0] ?? "";
};

export const listenToKeys = (heard) => {
  let plain = "";
  let byKey = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(EDITABLE)) return;
    const now = performance.now();
    if (now - last > PAUSE) plain = byKey = "";
    if (event.key === "Enter") {
      const text = /^[\x21-\x7e]+$/.test(plain) ? plain : byKey;
      plain = byKey = "";
      if (text.length < SHORTEST) return;
      event.preventDefault(); // or it would press the button that has the focus
      heard(text);
      return;
    }
    if (event.key.length !== 1 || event.key === " ") return;
    last = now;
    plain += event.key;
    byKey += english(event);
  });
};
