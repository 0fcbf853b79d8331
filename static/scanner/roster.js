// Who may come and who is here: short names only, encrypted on the phone, searchable without a network.

const FEWEST_LETTERS = 2;
const MOST_FOUND = 30;
// Read alike: many phones have no Kazakh letters, and «Айгерим» is how Айгерім is typed on them.
const ALIKE = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", ё: "е", й: "и" };

/** Letters as they are compared: one case, one spelling. */
export const folded = (text) =>
  Array.from(text.normalize("NFC").toLowerCase())
    .map((letter) => ALIKE[letter] || letter)
    .join("");

const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** One activity's roster and here-list at a time. `onGone(session, id)`: the server undid somebody. */
export function openRoster({ store, vault, api, onGone = () => {} }) {
  let activity = null;
  let list = emptyList();
  let here = emptyHere();
  let wipes = 0; // what was on its way when somebody was forgotten is not for this phone any more

  const save = (changes) => store.write(changes).catch(() => null); // a cache: a full phone does without

  async function load(code) {
    activity = code;
    list = emptyList();
    here = emptyHere();
    if (!code) return;
    const before = wipes;
    const rows = await Promise.all([store.get("roster", code), store.get("here", code)]).catch(() => []);
    const kept = rows[0] && (await vault.unseal(rows[0]));
    if (activity !== code || wipes !== before) return;
    if (kept) list = indexed(kept, rows[0].etag);
    if (rows[1]) here = { ...emptyHere(), ...rows[1] };
  }

  /** Fetch what changed. Rejects with Refused or Unreachable. */
  async function refresh(token) {
    const [code, before] = [activity, wipes];
    const { status, body, etag } = await api.roster(token, code, list.etag);
    if (status === 304 || activity !== code || wipes !== before) return;
    list = indexed(body, etag);
    const sealed = await vault.seal({ people: body.people, revoked: body.revoked });
    if (sealed && activity === code && wipes === before) await save([["put", "roster", { activity: code, etag, ...sealed }]]);
  }

  /** The live changes since the last look. Gives the number counted. */
  async function refreshHere(token) {
    const [code, before] = [activity, wipes];
    const { body } = await api.here(token, code, here.cursor);
    if (activity !== code || wipes !== before) return undefined;
    for (const item of body.items) {
      here.items[`${item.session}:${item.participant}`] = item.is_here ? { since: item.since, door: item.door } : null;
      if (!item.is_here) onGone(item.session, item.participant);
    }
    here.cursor = body.cursor;
    if (body.items.length) await save([["put", "here", { activity: code, ...here }]]);
    return body.counted;
  }

  /** Every key that means the same people: p:id, s:serial, c:SHORTCODE. */
  function alike(keys) {
    const all = new Set(keys);
    for (const key of keys) {
      const id = key.startsWith("p:") ? Number(key.slice(2)) : list.ids.get(key);
      if (id === undefined) continue;
      all.add(`p:${id}`);
      for (const entry of list.byId.get(id) || []) keysOf(entry).forEach((other) => all.add(other));
    }
    return Array.from(all);
  }

  const idOf = (keys) => {
    const key = alike(keys).find((one) => one.startsWith("p:"));
    return key === undefined ? null : Number(key.slice(2));
  };

  return {
    load,
    refresh,
    refreshHere,
    alike,
    /** Whether nobody was fetched yet (an empty list that was fetched has its ETag). */
    get isEmpty() {
      return list.etag === undefined;
    },
    isRevoked: (serial) => list.revoked.has(serial),
    knowsSerial: (serial) => list.ids.has(`s:${serial}`),
    /** {id, name, code} of the person whom one of the keys means, or null. */
    personOf(keys) {
      const entries = list.byId.get(idOf(keys)) || [];
      const entry = entries.find((one) => keysOf(one).some((key) => keys.includes(key))) || entries[0];
      return entry ? { id: entry.id, name: entry.name, code: entry.code } : null;
    },
    /** {since, door} by the server's here-list, or null. */
    isHere: (session, keys) => here.items[`${session}:${idOf(keys)}`] || null,
    /** People with a word that begins with each word of `letters`; those registered for the activity first. */
    search(letters) {
      const wanted = wordsOf(letters);
      if (wanted.join("").length < FEWEST_LETTERS) return [];
      const found = new Map();
      for (const entry of list.people) {
        if (found.size >= MOST_FOUND) break;
        if (found.has(entry.id)) continue;
        const words = list.words.get(entry);
        if (wanted.every((start) => words.some((word) => word.startsWith(start)))) found.set(entry.id, entry);
      }
      return Array.from(found.values());
    },
    /** Forget one activity's people, or everybody. */
    async wipe(code) {
      if (!code || code === activity) {
        wipes += 1;
        list = emptyList();
        here = emptyHere();
      }
      const verb = (name) => (code ? ["delete", name, code] : ["clear", name]);
      await save([verb("roster"), verb("here")]);
    },
  };
}

const emptyList = () => ({ people: [], revoked: new Set(), ids: new Map(), byId: new Map(), words: new Map() });
const emptyHere = () => ({ items: {}, cursor: null });

function keysOf(entry) {
  return [entry.serial && `s:${entry.serial}`, entry.code && `c:${entry.code}`].filter(Boolean);
}

function indexed({ people, revoked }, etag) {
  const list = { ...emptyList(), people, revoked: new Set(revoked), etag };
  for (const entry of people) {
    keysOf(entry).forEach((key) => list.ids.set(key, entry.id));
    list.byId.set(entry.id, (list.byId.get(entry.id) || []).concat(entry));
    list.words.set(entry, wordsOf(entry.name || ""));
  }
  return list;
}
