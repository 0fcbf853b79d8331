// The counter at a leaflet point. Every tap is an act of its own, so no two are ever taken for one; an undo is an act
// about an act. Both are written down and answered by the phone; the queue sends them as it sends scans. No DOM in here.
import { newId } from "./bytes.js";

export const MOST_AT_ONCE = 200;
const DAY_MS = 86400000;
const ZONE_MS = 5 * 3600000; // one time zone, UTC+5

/** The id of a tap's undo follows from the tap's: another tab, or a second touch, can only make the same act again. */
export const undoIdOf = (scanId) => scanId.slice(0, -1) + (parseInt(scanId.slice(-1), 16) ^ 8).toString(16);

/** Where a number of people stands: "female/17-22"; what nobody saw is empty. */
export const cellOf = ({ gender, band }) => `${gender || ""}/${band || ""}`;

export function openCounter(it) {
  const coming = new Set(); // ids of taps on their way to the storage: shown once they would outlive the browser

  const dayOf = (ms) => Math.floor((ms + ZONE_MS) / DAY_MS);

  /** What was chosen of a list: the one thing there is, null for "none of them", undefined: still to be chosen. */
  function chosenOf(list, id, mayBeNone) {
    if (!list.length) return null;
    if (id === undefined) return list.length === 1 ? list[0] : undefined;
    if (id === null) return mayBeNone ? null : undefined;
    return list.find((one) => one.id === id); // gone meanwhile: never turns into another one
  }

  function place() {
    const { points = [], materials = [] } = it.chosen();
    const point = chosenOf(points || [], it.choice.point, false);
    const material = chosenOf(materials || [], it.choice.material, true);
    return { point, material, isPlaced: point !== undefined && material !== undefined };
  }

  /** This phone's taps of today at the chosen activity that count, the oldest first. */
  function taps() {
    const { code } = it.chosen();
    const today = dayOf(it.clock.now());
    return it.log
      .all()
      .filter((act) => act.tap && act.activity === code && act.kind !== "refused")
      .filter((act) => dayOf(Date.parse(it.clock.corrected(act.at))) === today && !it.log.get(undoIdOf(act.scanId)))
      .sort((a, b) => a.order - b.order);
  }

  /** What the screen shows, or null where nothing is counted like this. `mine`: of today, `cells` as well. */
  function standing() {
    const chosen = it.chosen();
    if (!chosen || !chosen.counter) return null;
    const all = taps();
    const cells = {};
    let mine = 0;
    for (const { tap } of all.filter((act) => !coming.has(act.scanId))) {
      cells[cellOf(tap)] = (cells[cellOf(tap)] || 0) + tap.count;
      mine += tap.count;
    }
    return { ...place(), cells, mine, last: all.length ? all[all.length - 1].tap : null };
  }

  function whyNot() {
    const why = it.whyNot();
    if (why) return why;
    const chosen = it.chosen();
    if (!chosen.counter || !place().isPlaced) return "otherwise";
    // With a network the phone knows that it is closed; without one what it saw is a fact.
    return chosen.is_closed && it.network.isOnline ? "activity_closed" : null;
  }

  /** Into the log and the queue in one transaction, for the queue to send. */
  async function keep(act, item, accessId) {
    const ahead = it.clock.isSure ? it.clock.ahead : null;
    const row = { scanId: act.scanId, order: act.order, accessId, item, ahead, refusal: null };
    await it.queue.keep(row, [await it.log.note(act)]);
    // Without a network: perhaps it is back. With a full storage: what it could not take leaves first.
    if (!it.network.isOnline || it.queue.isFull()) it.network.look();
  }

  const about = ({ activity, session, door }, at) => {
    const blank = { code: null, since: null, person: null, verified: true, keys: [] };
    return { ...blank, kind: "saved", state: "unsent", activity, session, door, at, order: it.nextOrder() };
  };

  /** `count` people alike took one. {kind: "saved"} or {kind: "refused", code}. */
  async function tap({ gender, band, count = 1 }) {
    const code = whyNot();
    if (code) return { kind: "refused", code };
    const here = it.place();
    const { point, material } = place();
    const what = { gender, band, count };
    const at = new Date().toISOString();
    const scanId = newId();
    const accessId = it.access.current.id;
    const act = { ...about(here, at), scanId, accessId, people: count, tap: what };
    const group = { lines: [what], point: point ? point.id : null, material: material ? material.id : null };
    const { activity, session } = here;
    coming.add(scanId);
    await keep(act, { scan_id: scanId, activity, session, group, observed_at: at, source: "counter" }, accessId);
    coming.delete(scanId);
    it.changed();
    return { kind: "saved", ...what };
  }

  /** Take the last tap back: {kind: "undone", gender, band, count}, or null where there is none. The tap itself stays in
   * the queue: it may have left already without an answer, and the server makes the two right in any order. */
  async function undo() {
    const last = it.whyNot() ? null : taps().pop();
    if (!last) return null;
    const at = new Date().toISOString();
    const scanId = undoIdOf(last.scanId);
    const { activity, session, accessId } = last;
    const act = { ...about(last, at), scanId, people: 0, undoes: last.scanId };
    await keep(act, { scan_id: scanId, activity, session, undo: last.scanId, observed_at: at, source: "counter" }, accessId);
    return { kind: "undone", ...last.tap };
  }

  return { standing, tap, undo };
}
