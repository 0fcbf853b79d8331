// The builder with htmx: a button changes the page in place. Without this script every button loads the page anew.
{
  let isTyped = false;
  const typed = (event) => { if (event.target.closest("#builder")) isTyped = true; };
  document.addEventListener("input", typed);
  document.addEventListener("submit", () => { isTyped = false; });
  // A link or a language is about to take away what was typed and not sent.
  window.addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });

  // A refusal is a page too: it holds what was typed, and says what to do.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      isTyped = true;
    }
  });
  const unsent = () => {
    isTyped = true;
    const notice = document.getElementById("unsent");
    notice.hidden = false;
    notice.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", unsent);
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) isTyped = true; // signed_out.js says what to do
    else unsent();
  });
  document.addEventListener("htmx:afterSettle", () => {
    const refused = document.querySelector("#main > .notice--bad:not([hidden])");
    const place = refused || document.querySelector("#main [autofocus]");
    if (!place) return;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: place.matches("h2") ? "start" : "center" });
  });
}
