// Fast thumbs. A browser makes a click of the first finger only: two thumbs that overlap would lose every second tap.

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
    pressed();
  });
  element.addEventListener("click", (event) => {
    const isSame = isTouched && event.detail !== 0;
    isTouched = false;
    if (!isSame) pressed();
  });
};
