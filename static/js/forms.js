// One tap is one act: a form that is on its way is not sent twice. The server guards too; this spares the wait.
// With a bad signal the way can be long or end nowhere, so after a while the button works again; a form that gives a file
// leaves the page as it is, and says itself how long that is (data-patience).
const PATIENCE = 8000;

const revive = (form) => {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  // A page that is itself the answer to a form would be sent again by the back button: ask for it anew instead.
  history.replaceState(history.state, "", location.href);
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(revive, Number(form.dataset.patience) || PATIENCE, form);
});
// Coming back with the back button shows the form alive again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) revive(form);
});
