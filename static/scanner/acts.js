// What was scanned, typed or filled in, and what the phone itself says about it when the server does not answer.
import { readShortCode, readToken, shown, tokenIn } from "./codes.js";
import { standing } from "./crypto.js";

const LONGEST_DOOR = 40;
const LONGEST_TEXT = 2000;
const SAME_ACT_MS = 3000;

/** {content, keys, token, people, source} of an entry, or {refusal}: no code of ours, or visibly damaged. */
export function identify(entry) {
  if (entry.participant !== undefined) {
    return made({ participant: entry.participant }, "name", [`p:${entry.participant}`]);
  }
  if (entry.walkIn) return made({ walk_in: entry.walkIn }, "form");
  if (entry.group) {
    const people = (entry.group.lines || []).reduce((sum, line) => sum + (Number(line.count) || 0), 0);
    return { ...made({ group: entry.group }, "form"), people };
  }
  return identifyText(String(entry.text === undefined ? "" : entry.text).slice(0, LONGEST_TEXT), entry.source);
}

function identifyText(text, source) {
  const inLink = tokenIn(text);
  if (inLink !== null) {
    const token = readToken(inLink);
    if (!token) return { refusal: "code_damaged" };
    return { ...made({ token: token.text }, source || "camera", [`s:${token.serial}`]), token };
  }
  const short = readShortCode(text);
  if (!short) return { refusal: "not_a_code" };
  return made({ short_code: short }, source || "typed", [`c:${short}`]);
}

const made = (content, source, keys = []) => ({ content, source, keys, token: null, people: 1 });

/** The item as the API takes it. The session is always named: "today's" would be another one when it is sent. */
export function itemOf(found, entry, { scanId, activity, session, door, at }) {
  const item = { scan_id: scanId, activity, session, ...found.content, observed_at: at };
  item.source = entry.source || found.source;
  if (door) item.door = door.slice(0, LONGEST_DOOR);
  if (entry.signature) item.signature = entry.signature;
  return item;
}

/** The phone's own answer: {kind: "saved" | "already" | "refused", code, since, door, person, verified}. */
export async function judge(found, { at, activity, session, keys, roster, log, clock, signingKeys }) {
  const person = display(roster.personOf(found.keys));
  const verdict = { kind: "saved", code: null, since: null, door: null, person, verified: Boolean(person) };
  const refused = (code) => ({ ...verdict, kind: "refused", code });
  if (found.token) {
    const { serial } = found.token;
    const stands = await standing(found.token, signingKeys);
    // Every organisation numbers its keys from one: what none of ours signed is either another organisation's, or
    // ours and edited. Only a serial that we know tells which.
    if (stands === "forged") return refused(roster.knowsSerial(serial) ? "code_damaged" : "code_of_another_organisation");
    if (roster.isRevoked(serial)) return refused("code_revoked");
    verdict.verified = stands === "genuine";
  }
  const mine = found.keys.length ? log.find(activity, session, keys) : null;
  if (mine) return { ...verdict, kind: "already", since: mine.since || clock.corrected(mine.at), door: mine.door };
  const here = found.keys.length ? roster.isHere(session, found.keys) : null;
  // Here since this very moment: the server has stored this act and its answer was lost, or is slow.
  const isThisAct = here && Date.parse(here.since) > Date.parse(clock.corrected(at)) - SAME_ACT_MS;
  return here && !isThisAct ? { ...verdict, kind: "already", since: here.since, door: here.door } : verdict;
}

/** A person as people see them, from the roster's entry. */
export const display = (entry) => (entry ? { name: entry.name, code: shown(entry.code) } : null);

/** The session people are at: the chosen one, today's by its date, or what the server said last. */
export function sessionAt(activity, chosen, now) {
  const known = activity.sessions || [];
  if (chosen && (!known.length || known.some((one) => one.number === chosen))) return chosen;
  const today = new Date(now + 5 * 3600000).toISOString().slice(0, 10); // one time zone, UTC+5
  const todays = known.filter((one) => one.held_on === today);
  if (todays.length && !todays.some((one) => one.number === activity.session_now)) return todays[0].number;
  return activity.session_now || (known[0] && known[0].number) || 1;
}
