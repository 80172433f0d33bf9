// What the device may hold of her cycles, for writing without a connection: titles and questions,
// never anybody's text.

import { ask } from "./dialog.js";
import { persist, read, write } from "./storage.js";
import { askInHand, rows } from "./outbox.js";

const EVERY = 10 * 60000, TOO_OLD = 5 * 24 * 3600000, DAY = 24 * 3600000;

export async function refresh(owner) {
  const held = await read("inhand", owner);
  if (!held || Date.now() - held.at > EVERY) await fetchAnew(owner);
  await warnOfOld();
  if (matchMedia("(display-mode: standalone)").matches) await persist();
}

/** Whether she may still be here: nothing is kept while somebody else is signed in. */
async function fetchAnew(owner) {
  const told = await askInHand();
  if (told.owner === owner) await write("inhand", { ...told, at: Date.now() });
  return !told.owner || told.owner === owner;
}

/** Whose the shell is: the last one's, unless the server says that another is signed in now. */
export const whoIsHere = async owner => (owner && (await fetchAnew(owner)) ? owner : "");

/** Some telephones clear what a page keeps after seven days without a visit: ask loudly before. */
async function warnOfOld() {
  const old = (await rows()).filter(row => row.state !== "conflict" && Date.now() - row.at > TOO_OLD);
  const asked = await read("meta", "asked");
  if (!old.length || Date.now() - (asked?.at ?? 0) < DAY) return;
  await write("meta", { key: "asked", at: Date.now() });
  const words = old.length === 1 ? "En tekst har ventet" : `${old.length} tekster har ventet`;
  const answer = await ask(`${words} i mere end fem dage`, "Telefonen kan finde på at rydde op i det, der ikke er sendt. Send nu, mens du har net, eller kopiér teksten.",
    [["see", "Se, hvad der venter"], ["", "Senere"]]);
  if (answer) location.href = "/uden-net#koe";
}
