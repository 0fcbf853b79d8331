// The right to check in: the device's tokens. One is current; a former one stays as long as it has unsent acts.
import { newId, shortName } from "./bytes.js";
import { Refused } from "./api.js";

const PARTS = [
  ["access", "current", null],
  ["former", "former", []],
  ["rescue_key", "rescueKey", null],
  ["turn", "turn", null],
];
const REPLACED_TRIES = 5; // another tab's claim: the server knows the new token before that tab has it
const REPLACED_MS = 200;

/** Whether an error says that the token is dead. */
export const isDead = (error) => error instanceof Refused && error.status === 401;

export async function openAccess({ store, api, clock }) {
  const access = { current: null, former: [], device: null, rescueKey: null, turn: null };
  let isSaved = true; // false: the phone is full, and what is stored is older than what this tab knows
  const save = (changes) => store.write(changes).then(
    () => (isSaved = true),
    () => (isSaved = false)
  );
  const put = (key, value) => ["put", "settings", { key, value }];
  /** Whether another tab has claimed or given back since this one last looked: then what it wrote stands. */
  const isOverturned = async () => {
    const kept = await store.get("settings", "turn").catch(() => null);
    return isSaved && Boolean(kept) && kept.value !== access.turn;
  };
  const saveAll = async () => {
    if (!(await isOverturned())) await saveMine();
  };
  const saveMine = () => {
    if (access.current) access.rescueKey = access.current.me.rescue_key || access.rescueKey;
    return save(PARTS.map(([key, name]) => put(key, access[name])));
  };

  access.load = async () => {
    const kept = await Promise.all(PARTS.map(([key]) => store.get("settings", key)));
    PARTS.forEach(([key, name, empty], place) => (access[name] = (kept[place] && kept[place].value) || empty));
  };

  /** Become a scanner by the code of a QR. Rejects with Refused or Unreachable. */
  access.claim = async (code, label) => {
    const askedAt = performance.now();
    const { body } = await api.claim({ code, device: access.device, label: label || "" });
    clock.learn(body.server_time, askedAt);
    const { token, ...me } = body;
    const id = shortName(code);
    access.former = access.former.concat(access.current || []).filter((one) => one.id !== id);
    access.current = { id, token, me, ended: null };
    access.turn = newId();
    await saveMine();
  };

  /** What the server says about this device now. */
  access.refresh = async () => {
    const asked = access.current;
    const askedAt = performance.now();
    const { body } = await api.me(asked.token);
    clock.learn(body.server_time, askedAt);
    if (access.current !== asked) return;
    asked.me = body;
    await saveAll();
  };

  /** Whether another tab of this phone has got a new token meanwhile, which ended this one; it is taken over. */
  access.isReplaced = async (one) => {
    for (let tries = 0; tries < REPLACED_TRIES; tries += 1) {
      if (await isOverturned()) {
        await access.load();
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, REPLACED_MS));
    }
    const { current } = access;
    return Boolean(current) && current.id === one.id && current.token !== one.token;
  };

  /** The server hears `one` no more; false when another tab's token stands in its place. */
  access.end = async (one, why) => {
    if (!one || one.ended) return true;
    if (why === "not_signed_in" && (await access.isReplaced(one))) return false;
    one.ended = { why, at: new Date().toISOString() };
    await saveAll();
    return true;
  };

  /** The current access is given back: `tidy` says so to the server as soon as its acts are sent. */
  access.giveBack = async () => {
    access.former = access.former.concat({ ...access.current, isLeaving: true });
    access.current = null;
    access.turn = newId();
    await saveMine();
  };

  /** The server answered after all (the organiser gave it back, or the phone's clock was wrong). */
  access.revive = async (one) => {
    one.ended = null;
    await saveAll();
  };

  /** Whether the server was not told yet that an access was given back. */
  access.isLeaving = () => access.former.some((one) => one.isLeaving);

  /** Former accesses without unsent acts: one that was given back says so to the server; without any act at all it is
   * forgotten. `acts(id)`: how many {unsent, all} there are of an access. */
  access.tidy = async (acts) => {
    const idle = access.former.filter((one) => !acts(one.id).unsent);
    if (!idle.length) return;
    for (const one of idle.filter((each) => each.isLeaving)) {
      const isTold = await api.leave(one.token).then(
        () => true,
        (error) => error instanceof Refused
      );
      if (isTold) one.isLeaving = false;
    }
    const isOver = (one) => idle.includes(one) && !one.isLeaving && !acts(one.id).all;
    if (access.former.some(isOver) || idle.some((one) => !one.isLeaving && one.token)) {
      idle.forEach((one) => one.isLeaving || (one.token = null));
      access.former = access.former.filter((one) => !isOver(one));
      await saveAll();
    }
  };

  /** The server's key for rescue files with an act's data: nobody else may read them. */
  access.rescueKeyFor = (row) => {
    const own = [access.current].concat(access.former).find((one) => one && one.id === row.accessId);
    return (own && own.me.rescue_key) || access.rescueKey;
  };

  /** Whose token sends an act: the one it was made under; if that is not heard any more, the current one where it is
   * for the same activity (the organiser showed this phone a new QR). `deaf`: ids not to try. null: nobody's. */
  access.forAct = (row, deaf) => {
    const all = [access.current].concat(access.former).filter((one) => one && one.token);
    const own = all.find((one) => one.id === row.accessId);
    if (own && !deaf.has(own.id)) return own;
    const { current } = access;
    const isFor = current && current.me.activities.some((activity) => activity.code === row.item.activity);
    return isFor && !deaf.has(current.id) ? current : null;
  };

  /** How many of these acts `one` would send: another organisation's on the same phone are not its own. */
  access.heldBy = (one, rows) => {
    const ended = new Set(access.former.filter((each) => each.ended).map((each) => each.id));
    return rows.filter((row) => access.forAct(row, ended) === one).length;
  };

  access.saveMe = saveAll;

  const fresh = newId();
  const row = await store
    .update("settings", "device", (kept) => (kept ? null : { key: "device", value: fresh }))
    .catch(() => ({ value: fresh }));
  access.device = row.value;
  await access.load().catch(() => null);
  return access;
}
