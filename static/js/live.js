// The live screen while the network is gone: the figures stay, and the page says from when they are.
{
  const notice = document.querySelector("[data-live-stale]");
  const region = () => document.getElementById("live");
  const isStale = (yes) => {
    notice.hidden = !yes;
    if (yes) notice.querySelector("[data-live-since]").textContent = region().dataset.at;
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Signed out meanwhile, or a server in trouble: never swap something else into the figures' place.
    const isLive = event.detail.xhr.status === 200 && event.detail.serverResponse.includes('id="live"');
    event.detail.shouldSwap = isLive;
    isStale(!isLive);
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.title = document.title.replace(/^\S+/, region().querySelector("[data-live-count]").textContent);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => isStale(true));
}
