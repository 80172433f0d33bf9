// Before she signs out: what is not sent is sent, or she says that it may go.

import { ask } from "./dialog.js";
import { flush, rows } from "./outbox.js";
import { allOf, wipe } from "./storage.js";
import { sendDrafts } from "./drafts.js";

async function unsent(owner) {
  const drafts = (await allOf("drafts", owner)).filter(draft => !draft.saved);
  return (await rows()).filter(row => row.state !== "conflict").length + drafts.length;
}

export async function mayLeave(owner) {
  for (let left; (left = await unsent(owner)); ) {
    const answer = await ask(
      left === 1 ? "1 tekst er ikke sendt" : `${left} tekster er ikke sendt`,
      "Når du logger ud, bliver der ikke noget af dit på enheden.",
      [["send", "Send nu"], ["delete", "Slet dem, og log ud"], ["", "Bliv her"]]);
    if (!answer) return false;
    if (answer === "delete") break;
    await sendDrafts();
    await flush();
  }
  await wipe(owner);
  return true;
}
