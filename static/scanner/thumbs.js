// Fast thumbs. A browser makes a click of the first finger only: two thumbs that overlap would lose every second tap.
const TWICE_MS = 350;
const TWICE_PX = 24;

let [before, latest] = [null, null]; // the last two touches: {at, x, y, on}
const note = ({ timeStamp, clientX, clientY, target }) => {
  [before, latest] = [latest, { at: timeStamp, x: clientX, y: clientY, on: target }];
};
document.addEventListener("pointerdown", note, true);

/** Whether the latest touch is the second one of a thumb that tapped twice, and what it tapped is gone: it was not meant
 * for what has come instead. */
export const isLeftOver = () =>
  Boolean(before) &&
  latest.at - before.at < TWICE_MS &&
  Math.hypot(latest.x - before.x, latest.y - before.y) < TWICE_PX &&
  !before.on.isConnected;

/** `pressed()` for every finger lifted on the element, and for a click of a mouse, a keyboard or a screen reader. */
export const onPress = (element, pressed) => {
  let isTouched = false; // the click that follows a finger is the same press
  const isWithin = ({ clientX, clientY }) => {
    const box = element.getBoundingClientRect();
    return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
  };
  element.addEventListener("pointerdown", () => (isTouched = false));
  element.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch" || !isWithin(event)) return;
    isTouched = true;
    if (!isLeftOver()) pressed();
  });
  element.addEventListener("click", (event) => {
    const isSame = isTouched && event.detail !== 0;
    isTouched = false;
    if (!isSame && (event.detail === 0 || !isLeftOver())) pressed();
  });
};
