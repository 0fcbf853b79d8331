// A page that carries what somebody typed: leaving it by a link or by closing it is asked about first.
{
  let isSent = false;
  document.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && document.querySelector("[data-keep]")) event.preventDefault();
  });
}
