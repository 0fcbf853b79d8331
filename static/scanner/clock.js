// The phone's clock against the server's. Nothing here sets a time: the phone's own time is what is sent, beside the
// moment of sending, and the server corrects it. This is for what the phone itself shows and decides.

const WORTH_CORRECTING_S = 120;
const JUMP_MS = 30000;

export function openClock() {
  let ahead = 0;
  let learnedAt = null; // the distance of Date and performance.now() then: it moves when somebody sets the clock

  const distance = () => Date.now() - performance.now();
  const clock = {
    get ahead() {
      return Math.round(ahead) || 0; // never -0
    },
    /** Whether `ahead` still holds: learned since this page was opened, and the clock has not jumped since. */
    get isSure() {
      return learnedAt !== null && Math.abs(distance() - learnedAt) < JUMP_MS;
    },
    /** What an earlier opening of the page learned. */
    remember(seconds) {
      ahead = Number(seconds) || 0;
    },
    /** `askedAt`: performance.now() when the request left, now: when its answer came. By Date the way there and back
     * would be a day long where somebody sets the clock meanwhile. */
    learn(serverTime, askedAt) {
      const server = Date.parse(serverTime);
      if (Number.isNaN(server)) return;
      ahead = (Date.now() - (performance.now() - askedAt) / 2 - server) / 1000;
      learnedAt = distance();
    },
    /** Now, as the server would say it (ms). */
    now: () => Date.now() - (Math.abs(ahead) > WORTH_CORRECTING_S ? ahead * 1000 : 0),
    /** A time of this phone as the server would say it. */
    corrected: (iso) =>
      Math.abs(ahead) > WORTH_CORRECTING_S ? new Date(Date.parse(iso) - ahead * 1000).toISOString() : iso,
    /** `observed` as the clock of today would have shown it, where somebody set the clock between scan and sending:
     * the server measures the clock of the sending only. `aheadThen` null: not known, the time stays as it is. */
    inTodaysTerms(observed, aheadThen) {
      if (aheadThen === null || aheadThen === undefined || !clock.isSure) return observed;
      const moved = clock.ahead - aheadThen;
      if (Math.abs(moved) <= WORTH_CORRECTING_S) return observed;
      return new Date(Date.parse(observed) + moved * 1000).toISOString();
    },
  };
  return clock;
}
