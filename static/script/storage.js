// What the device keeps. The only module that touches the browser's storage, so that one day the
// texts can be encrypted here and nowhere else.
//
//   drafts [owner, place]   what stands in a form and has not been sent: {fields, at, saved}
//   outbox op               one row for each press of Gem, until the server has said that it has it
//   inhand owner            titles and questions of her cycles, for writing without a connection
//   meta   key              this device's number, and who was signed in here last

const STORES = { drafts: ["owner", "place"], outbox: "op", inhand: "owner", meta: "key" };
const URGENT = "logbogen ";
const PATIENCE = 5000;
let opening, isWiped = false;

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
async function transaction(mode, work, isLast = false) {
  // What was on its way when she signed out must not come back after her texts are gone.
  if (isWiped && !isLast && mode === "readwrite") throw new Error("signed out");
  if (keepsNothing) throw new Error("a shared device keeps nothing");
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE, new Error("no answer")));
  const database = await Promise.race([open(), late]);
  const names = Object.keys(STORES);
  const all = database.transaction(names, mode, { durability: "strict" });
  const over = new Promise((done, fail) => {
    let asked;
    all.oncomplete = () => done(asked?.result);
    all.onabort = all.onerror = () => fail(all.error);
    asked = work(...names.map(name => all.objectStore(name)));
  });
  return Promise.race([over, late]).catch(error => {
    // What was not kept in time must not be kept later: it is being sent another way by now.
    try { all.abort(); } catch { /* over already */ }
    throw error;
  });
}

const at = (stores, name) => stores[Object.keys(STORES).indexOf(name)];

export const read = (name, key) => transaction("readonly", (...stores) => at(stores, name).get(key));
export const write = (name, value) => transaction("readwrite", (...stores) => void at(stores, name).put(value));
export const erase = (name, key) => transaction("readwrite", (...stores) => void at(stores, name).delete(key));

/** Everything of hers; what another person left on the device is neither shown nor sent. */
export async function allOf(name, owner) {
  const rows = await transaction("readonly", (...stores) => at(stores, name).getAll());
  return rows.filter(row => row.owner === owner);
}

/** A press of Gem: the row comes and the draft goes, together. The row that this text went on from
 *  is replaced if it was never tried, or was refused: else she would conflict with herself. */
export async function queue(row) {
  await transaction("readwrite", (drafts, outbox) => {
    const asked = row.replaces && outbox.get(row.replaces);
    if (!asked) outbox.put(row);
    else asked.onsuccess = () => {
      const before = asked.result;
      const isReplaced = before && (!before.tried || before.state === "refused");
      if (isReplaced) outbox.delete(before.op);
      // What the replaced row went on from, this one goes on from now.
      outbox.put(isReplaced ? { ...row, replaces: before.replaces } : row);
    };
    outbox.delete(parkedAs(row));
    drafts.delete([row.owner, row.place]);
  });
  dropUrgent(row.owner, row.place);
}

const parkedAs = ({ place, page }) => `parked ${page} ${place}`;

/** Keep a draft. What another tab wrote at the same place meanwhile is put aside, where she finds it
 *  with what waits. */
export const keepDraft = draft => transaction("readwrite", (drafts, outbox) => {
  const asked = drafts.get([draft.owner, draft.place]);
  asked.onsuccess = () => {
    const other = asked.result;
    const isAnothers = other && other.page !== draft.page && other.at > draft.since && other.text && other.text !== draft.text;
    if (isAnothers) outbox.put({ ...other, op: parkedAs(other), state: "parked" });
    drafts.put(draft);
  };
});

/** Back from the queue into the form that it came from. */
export const unqueue = (row, draft) => transaction("readwrite", (drafts, outbox) => {
  outbox.delete(row.op);
  drafts.put(draft);
});

/** Change a row if it is there still; never bring back one that is gone. */
export const change = (op, changes) => transaction("readwrite", (drafts, outbox) => {
  const asked = outbox.get(op);
  asked.onsuccess = () => asked.result && outbox.put({ ...asked.result, ...changes });
});

/** The server has this version of a draft; a newer one stays as it is. */
export const acknowledge = draft => transaction("readwrite", drafts => {
  const asked = drafts.get([draft.owner, draft.place]);
  asked.onsuccess = () => asked.result?.at === draft.at && drafts.put({ ...asked.result, saved: true });
});

const newDevice = () => ({ key: "device", id: crypto.randomUUID(), sent: 0 });

/** This device's number, made here once; and the number of the next draft it sends. By twos: the
 *  server itself counts one when the text is saved. */
export async function numbers() {
  const meta = (await read("meta", "device")) ?? newDevice();
  await write("meta", { ...meta, sent: meta.sent + 2 });
  return { device: meta.id, revision: meta.sent + 2 };
}

/** The last draft that this device may have sent: its number, and how far it has counted. */
export async function mark() {
  const meta = await read("meta", "device");
  return [meta?.id, meta?.sent];
}

/** The server has counted this far. */
export async function countFrom(sent) {
  const meta = (await read("meta", "device")) ?? newDevice();
  if (sent > meta.sent) await write("meta", { ...meta, sent });
}

// The emergency copy. A page that is being hidden may have no time for IndexedDB; this is at once.

export function keepUrgent(draft) {
  if (keepsNothing || isWiped) return;
  try { localStorage.setItem(URGENT + draft.owner + draft.place, JSON.stringify(draft)); } catch { /* full */ }
}

export function readUrgent(owner, place) {
  try { return JSON.parse(localStorage.getItem(URGENT + owner + place)); } catch { return null; }
}

export function dropUrgent(owner, place) {
  try { localStorage.removeItem(URGENT + owner + place); } catch { /* not allowed: nothing is there */ }
}

/** Signing out: nothing of hers stays. */
export async function wipe(owner) {
  isWiped = true;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(URGENT + owner)) localStorage.removeItem(key);
  } catch { /* not allowed: nothing is there */ }
  const [drafts, rows] = [await allOf("drafts", owner), await allOf("outbox", owner)];
  await transaction("readwrite", (draftStore, outbox, inhand, meta) => {
    for (const { place } of drafts) draftStore.delete([owner, place]);
    for (const { op } of rows) outbox.delete(op);
    inhand.delete(owner);
    meta.delete("owner");
  }, true);
}

/** Ask the browser not to clear it away; it may say no. */
export const persist = () => navigator.storage?.persist?.();
