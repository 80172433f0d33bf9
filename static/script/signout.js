// Before she signs out: what is not sent is sent, or she says that it may go. And what becomes of
// whoever was here before, on a device that is shared from now on.

import { ask } from "./dialog.js";
import { flush, rows } from "./outbox.js";
import { gone, HERE, isThere, transaction } from "./storage.js";
import { leftovers, sendDrafts, sendLeftovers } from "./drafts.js";

const unsent = async () => (await rows()).filter(row => row.state !== "conflict").length + (await leftovers()).length;

/** Nothing of hers stays, and nothing comes that another tab is about to keep. */
function wipe(owner) {
  gone(true);
  return transaction("readwrite", ({ drafts, outbox, inhand, meta }) => {
    for (const store of [drafts, outbox]) {
      store.openCursor().onsuccess = ({ target: { result } }) => {
        if (result?.value.owner === owner) result.delete();
        result?.continue();
      };
    }
    inhand.delete(owner);
    meta.delete(HERE + owner);
    meta.delete("owner");
    meta.delete("went");
  }, true);
}

let asking;

/** Asked once, however often she presses. */
export const mayLeave = owner => (asking ??= mayGo(owner).finally(() => { asking = undefined; }));

async function mayGo(owner) {
  for (let left; (left = await unsent()); ) {
    const answer = await ask(
      left === 1 ? "1 tekst er ikke sendt" : `${left} tekster er ikke sendt`,
      "Når du logger ud, bliver der ikke noget af dit på enheden.",
      [["send", "Send nu"], ["delete", "Slet dem, og log ud"], ["", "Bliv her"]]);
    if (!answer) return false;
    if (answer === "delete") break;
    await sendLeftovers();
    await sendDrafts();
    await flush();
  }
  await wipe(owner);
  return true;
}

/** Nobody is here now. What she has not sent waits for her. */
export async function enterShared() {
  if (await isThere()) await transaction("readwrite", ({ meta }) => void meta.put({ key: "owner", owner: "", isShared: true }), "shared");
}
