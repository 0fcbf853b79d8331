// Keeps the screen in the hall fresh for hours: asks for the new code when the old one ends, and for the number of
// people in between. Without a network it says so, dims what phones would not take any more, and goes on trying.
{
  const LOOK = 10_000; // The number of people is never older than this.
  const AGAIN = 3_000; // After a failure.
  const PATIENCE = 8_000;

  const hall = document.querySelector("[data-hall]");
  const now = hall.querySelector("[data-hall-now]");
  const lost = hall.querySelector("[data-hall-lost]");
  let shownAt = Date.now();
  let timer;

  const shown = () => now.querySelector("[data-seconds]").dataset;
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };
  const isStale = () => Boolean(shown().good) && Date.now() - shownAt > Number(shown().good) * 1000;

  async function look() {
    const given = new AbortController();
    const giveUp = setTimeout(() => given.abort(), PATIENCE);
    try {
      const answer = await fetch(hall.dataset.hall, { cache: "no-store", signal: given.signal });
      if (answer.redirected || answer.status === 403) {
        location.reload(); // Signed out meanwhile: the page itself says what to do.
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      now.innerHTML = await answer.text();
      shownAt = Date.now();
      lost.hidden = true;
      later(Math.min(Number(shown().seconds) * 1000, LOOK));
    } catch {
      lost.hidden = false;
      later(AGAIN);
    } finally {
      clearTimeout(giveUp);
      hall.classList.toggle("is-stale", isStale());
    }
  }
  addEventListener("online", () => later(0));
  // A laptop that slept wakes up with an old code.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    later(0);
    keepAwake();
  });
  later(Math.min(Number(shown().seconds) * 1000, LOOK));

  // The screen must not go dark; where the browser cannot promise it, the device's own setting decides.
  const keepAwake = () => navigator.wakeLock?.request("screen").catch(() => {});
  keepAwake();

  const full = hall.querySelector("[data-hall-full]");
  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  }
}
