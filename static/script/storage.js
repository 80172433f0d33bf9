// What the device keeps. The only module that touches the browser's storage, so that one day the
// texts can be encrypted here and nowhere else.
//
//   drafts [owner, place]   what stands in a form and has not been sent: {fields, at, saved: when}
//   outbox op               one row for each press of Gem, until the server has said that it has it
//   inhand owner            titles and questions of her cycles, for writing without a connection
//   meta   key              this device's number, who was signed in here last, who has not left, and
//                           whose words went with something erased

const STORES = { drafts: ["owner", "place"], outbox: "op", inhand: "owner", meta: "key" };
const URGENT = "logbogen ";
export const HERE = "here ";
const PATIENCE = 5000;
let opening, whose = "", isIn = false, isWiped = false;

/** On a shared device nothing at all is kept. */
export const keepsNothing = "shared" in document.body.dataset;

function open() {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("logbogen", 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath });
    };
    asked.onerror = asked.onblocked = () => fail(asked.error);
    asked.onsuccess = () => {
      // Let a newer tab change the tables, and a cleared browser start afresh.
      asked.result.onversionchange = asked.result.onclose = () => {
        asked.result.close();
        opening = undefined;
      };
      done(asked.result);
    };
  }).catch(error => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Do `work` whole or not at all. Kept only means that the browser has said so: some never answer. */
export async function transaction(mode, work, isFree = mode === "readonly") {
  if (keepsNothing && isFree !== "shared") throw new Error("shared");
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE, new Error("late")));
  const database = await Promise.race([open(), late]);
  const names = Object.keys(STORES);
  const all = database.transaction(names, mode, { durability: "strict" });
  const over = new Promise((done, fail) => {
    let asked;
    all.oncomplete = () => done(asked?.result);
    all.onabort = all.onerror = () => fail(all.error);
    const stores = Object.fromEntries(names.map(name => [name, all.objectStore(name)]));
    const begin = () => { asked = work(stores); };
    if (isFree || !isIn) return begin();
    // She may have signed out in another tab: nothing comes back after her texts are gone.
    const known = stores.meta.getAllKeys();
    known.onsuccess = () => {
      if (known.result.includes(HERE + whose) || !known.result.includes("device")) return begin();
      gone();
      all.abort();
    };
  });
  return Promise.race([over, late]).catch(error => {
    // What was not kept in time must not be kept later: it is being sent another way by now. (It may
    // be over already.)
    try { all.abort(); } catch {}
    throw error;
  });
}

export const read = (name, key) => transaction("readonly", stores => stores[name].get(key));
export const write = (name, value) => transaction("readwrite", stores => void stores[name].put(value));
export const erase = (name, key) => transaction("readwrite", stores => void stores[name].delete(key), true);

// -- who is here --------------------------------------------------------------------------------

const channel = globalThis.BroadcastChannel && new BroadcastChannel("logbogen");
if (channel) channel.onmessage = ({ data }) => data === whose && gone();

/** She is signed in on this page, and may be in others. */
export async function enter(owner) {
  [whose, isIn, isWiped] = [owner, false, false];
  await transaction("readwrite", ({ meta }) => {
    meta.put({ key: "owner", owner });
    meta.put({ key: HERE + owner });
    const known = meta.get("device");
    known.onsuccess = () => known.result || meta.put(newDevice());
  }, true);
  isIn = true;
}

/** Signed out, here or in another tab. */
export function gone(tellOthers) {
  isWiped = true;
  for (const { place } of allUrgent(whose)) forgetUrgent(whose, place);
  if (tellOthers) channel?.postMessage(whose);
}

// -- drafts and the queue -----------------------------------------------------------------------

/** Everything of hers; what another person left on the device is neither shown nor sent. */
export async function allOf(name, owner) {
  const rows = await transaction("readonly", stores => stores[name].getAll());
  return rows.filter(row => row.owner === owner);
}

/** What stands at a place and is not in `mine`, which another page wrote and this one did not take in. */
const isAnothers = (held, mine) => held && held.page !== mine.page && held.at !== mine.took && held.text && held.text !== mine.text;

/** A press of Gem: the row comes and its draft goes, together; another tab's stays. The row that this
 *  text went on from is replaced if it was never tried, or was refused: else she would conflict with
 *  herself. */
export async function queue(row) {
  await transaction("readwrite", ({ drafts, outbox }) => {
    const asked = row.replaces && outbox.get(row.replaces);
    outbox.put(row);
    if (asked) asked.onsuccess = () => {
      const before = asked.result;
      if (!before || (before.tried && before.state !== "refused")) return;
      // What the replaced row went on from, this one goes on from now.
      outbox.put({ ...row, replaces: before.replaces });
      outbox.delete(row.replaces);
    };
    outbox.delete(parkedAs(row));
    endDraft(drafts, row);
  });
  dropUrgent(row);
}

function endDraft(drafts, row) {
  const held = drafts.get([row.owner, row.place]);
  held.onsuccess = () => isAnothers(held.result, row) || drafts.delete([row.owner, row.place]);
}

/** It was saved without the queue. */
export async function endAtOnce(row) {
  dropUrgent(row);
  await transaction("readwrite", ({ drafts }) => endDraft(drafts, row), true).catch(() => {});
}

const parkedAs = ({ place, page }) => `parked ${page} ${place}`;

/** Keep a draft. What another page wrote at the same place, and this one does not hold, is put aside,
 *  where she finds it with what waits. */
export const keepDraft = draft => transaction("readwrite", ({ drafts, outbox }) => {
  const asked = drafts.get([draft.owner, draft.place]);
  asked.onsuccess = () => {
    const other = asked.result;
    if (isAnothers(other, draft)) outbox.put({ ...other, op: parkedAs(other), state: "parked" });
    drafts.put(draft);
  };
});

/** Back from the queue into the form that it came from. */
export const unqueue = (row, draft) => transaction("readwrite", ({ drafts, outbox }) => {
  outbox.delete(row.op);
  drafts.put(draft);
});

/** Change a row if it is there still; never bring back one that is gone. */
export const change = (op, changes) => transaction("readwrite", ({ drafts, outbox }) => {
  const asked = outbox.get(op);
  asked.onsuccess = () => asked.result && outbox.put({ ...asked.result, ...changes });
});

/** The server has this version of a draft; a newer one stays as it is. */
export const acknowledge = draft => transaction("readwrite", ({ drafts }) => {
  const asked = drafts.get([draft.owner, draft.place]);
  asked.onsuccess = () => asked.result?.at === draft.at && drafts.put({ ...asked.result, saved: Date.now() });
});

const newDevice = () => ({ key: "device", id: crypto.randomUUID(), sent: 0 });

/** This device's number, made here once; and the number of the next draft it sends, which no other
 *  tab gets. By twos: the server itself counts one when the text is saved. */
export async function numbers() {
  const fresh = newDevice(), next = held => ({ ...(held ?? fresh), sent: (held ?? fresh).sent + 2 });
  const { id, sent } = next(await transaction("readwrite", ({ meta }) => {
    const asked = meta.get("device");
    asked.onsuccess = () => meta.put(next(asked.result));
    return asked;
  }));
  return { device: id, revision: sent };
}

export const deviceId = async () => (await read("meta", "device"))?.id;

/** The server has counted this far. */
export async function countFrom(sent) {
  const meta = (await read("meta", "device")) ?? newDevice();
  if (sent > meta.sent) await write("meta", { ...meta, sent });
}

// The emergency copy. A page that is being hidden may have no time for IndexedDB; this is at once.

export function keepUrgent(draft) {
  if (keepsNothing || isWiped) return;
  // It may be full.
  try { localStorage.setItem(URGENT + draft.owner + draft.place, JSON.stringify(draft)); } catch {}
}

export function readUrgent(owner, place) {
  try { return JSON.parse(localStorage.getItem(URGENT + owner + place)); } catch { return null; }
}

/** All of hers, from whatever page. */
export function allUrgent(owner) {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(URGENT + owner)).map(key => JSON.parse(localStorage.getItem(key)));
  } catch { return []; }
}

/** What is kept in a better place by now; not what another tab wrote. */
export function dropUrgent({ owner, place, page, took, at }) {
  const held = readUrgent(owner, place);
  if (held && held.at <= at && (held.page === page || held.at === took)) forgetUrgent(owner, place);
}

export function forgetUrgent(owner, place) {
  // Where it is not allowed, nothing is there.
  try { localStorage.removeItem(URGENT + owner + place); } catch {}
}

/** Whether there is a store of ours; a browser that cannot say may have one. */
export const isThere = async () => (await indexedDB.databases?.())?.some(each => each.name === "logbogen") ?? true;

/** Ask the browser not to clear it away; it may say no. */
export const persist = () => navigator.storage?.persist?.();
