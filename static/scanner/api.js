// The server's API. Whatever is not an answer of our server (no network, a slow one, a hotel's log-in page, a fault
// behind a proxy) is `Unreachable`: nothing may be concluded from it.

export const SINGLE_MS = 3000;
export const BATCH_MS = 20000;

/** No answer of ours came. `retryAfter`: seconds the server asked to wait, or 0. */
export class Unreachable extends Error {
  constructor(why, { status = 0, retryAfter = 0 } = {}) {
    super(why);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Our server refused: a code to branch on, words for people. */
export class Refused extends Error {
  constructor(status, { code, detail = "" }) {
    super(detail || code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

const LATER = [408, 425, 429];

// Others speak JSON too: a proxy's "blocked" must not be kept as what this phone may do.
const isMe = (body) => Array.isArray(body.activities) && Boolean(body.device);
const isClaimed = (body) => typeof body.token === "string" && isMe(body);
const isContact = (body) => typeof body.server_time === "string";

export function openApi(base) {
  /** {status, body, etag}; rejects with Unreachable or Refused. 304 has no body. `is`: whether a body is the answer. */
  async function ask(path, { token, body, etag, timeout = SINGLE_MS, is = () => true } = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeout);
    const headers = { Accept: "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (etag) headers["If-None-Match"] = etag;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(base + path, {
        method: body === undefined ? "GET" : "POST",
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "same-origin",
        signal: stop.signal,
      });
      return await read(answer, is);
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) throw error;
      throw new Unreachable(error && error.name === "AbortError" ? "slow" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    claim: (body) => ask("devices/claim", { body, timeout: BATCH_MS, is: isClaimed }),
    me: (token) => ask("devices/me", { token, timeout: BATCH_MS, is: isMe }),
    contact: (token, body, timeout) => ask("devices/contact", { token, body, timeout, is: isContact }),
    leave: (token) => ask("devices/leave", { token, body: {} }),
    checkIn: (token, body, timeout) => ask("check-ins", { token, body, timeout }),
    batch: (token, body, timeout = BATCH_MS) => ask("check-ins/batch", { token, body, timeout }),
    rescue: (token, file) => ask("rescue", { token, body: { file }, timeout: 3 * BATCH_MS }),
    roster: (token, activity, etag) =>
      ask(`activities/${encodeURIComponent(activity)}/roster`, { token, etag, timeout: BATCH_MS }),
    here: (token, activity, since) =>
      ask(`activities/${encodeURIComponent(activity)}/here${since ? `?since=${encodeURIComponent(since)}` : ""}`, {
        token,
        timeout: BATCH_MS,
      }),
  };
}

async function read(answer, is) {
  const { status } = answer;
  if (status === 304 || status === 204) return { status, body: null, etag: answer.headers.get("ETag") };
  const body = await answer.json().catch(() => null);
  if (status >= 500 || LATER.includes(status)) {
    throw new Unreachable("busy", { status, retryAfter: Number(answer.headers.get("Retry-After")) || 0 });
  }
  const isOurs = body !== null && typeof body === "object" && !Array.isArray(body) && !answer.redirected;
  if (status >= 400 && isOurs && typeof body.code === "string") throw new Refused(status, body);
  if (!isOurs || status >= 300 || !is(body)) throw new Unreachable("not our server", { status });
  return { status, body, etag: answer.headers.get("ETag") };
}
