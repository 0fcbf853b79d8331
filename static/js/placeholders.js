// A tap on a placeholder puts it where the caret stands in the text.
const text = document.querySelector("#typing textarea");
// Where the caret was before the tap took the focus away; a page that nobody typed in yet: the end.
let caret = null;
if (text) {
  const remember = () => {
    caret = [text.selectionStart, text.selectionEnd];
  };
  for (const event of ["keyup", "click", "select", "input", "blur"]) text.addEventListener(event, remember);
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const [start, end] = caret ?? [text.value.length, text.value.length];
      text.setRangeText(button.dataset.insert, start, end, "end");
      text.focus();
      remember();
    });
  }
}
