// The drafts that the server does not have yet: sent two seconds after a pause, one request at a
// time, and at most one in ten seconds.

import { here } from "./form.js";
import { acknowledge, allOf, allUrgent, countFrom, dropUrgent, erase, forgetUrgent, keepsNothing, numbers, read, readUrgent } from "./storage.js";
import { isSignedOut, say, tell } from "./status.js";

const SEND_AFTER = 2000, SEND_EVERY = 10000, PATIENCE = 20000;
// Browsers let a page that closes send 64 kB.
const KEEPALIVE_MOST = 60000;

/** By place. */
export const unsent = new Map();
let sendTimer, sentAt = 0, isSending = false, count = 0;

// By place: the drafts that this page's text holds, the number of each by the device it came from.
// Only what this page took in or sent itself: another tab counts with the same device.
const marks = new Map();

/** The form has taken in the drafts that `said` names, as the server writes them. */
export const takeIn = (place, said = "") => marks.set(place, Object.fromEntries(said.split(" ").filter(Boolean).map(each => each.split("/"))));

/** What saving it ends. */
export const held = place => Object.entries(marks.get(place) ?? {}).map(each => each.join("/")).join(" ");

/** The newest that the device holds for this place. */
export async function newest(place) {
  const stored = await read("drafts", [here.owner, place]).catch(() => null);
  // What came to the server after this page was asked for, the page cannot show.
  if (stored?.saved > performance.timeOrigin) stored.saved = false;
  const urgent = readUrgent(here.owner, place);
  return urgent && urgent.at > (stored?.at ?? 0) ? urgent : stored;
}

export async function forget(place) {
  unsent.delete(place);
  forgetUrgent(here.owner, place);
  await erase("drafts", [here.owner, place]).catch(() => {});
}

export function sendSoon() {
  clearTimeout(sendTimer);
  sendTimer = setTimeout(sendDrafts, Math.max(SEND_AFTER, sentAt + SEND_EVERY - Date.now()));
}

/** What the device holds that the server does not have, emergency copies too: one for each place. */
export async function leftovers() {
  const stored = await allOf("drafts", here.owner).catch(() => []), newest = new Map();
  for (const draft of [...stored, ...allUrgent(here.owner)]) {
    if (!(newest.get(draft.place)?.at >= draft.at)) newest.set(draft.place, draft);
  }
  return [...newest.values()].filter(draft => !draft.saved);
}

/** Drafts from pages that were closed before the server had them. */
export async function sendLeftovers() {
  if (keepsNothing) return;
  for (const draft of await leftovers()) if (!unsent.has(draft.place)) unsent.set(draft.place, draft);
  if (unsent.size) {
    tell({ isWriting: true });
    sendSoon();
  }
}

/** One request at a time; whatever it answers, the text stays on the device until it is saved. */
export async function sendDrafts({ keepalive = false } = {}) {
  if (isSending || isSignedOut() || !unsent.size) return;
  isSending = true;
  sentAt = Date.now();
  try {
    for (const draft of [...unsent.values()]) if (!(await sendDraft(draft, keepalive))) return sendSoon();
    tell({ isWriting: unsent.size > 0 });
  } finally {
    isSending = false;
    if (unsent.size && !isSignedOut()) sendSoon();
  }
}

/** Whether the server answered. */
async function sendDraft(draft, keepalive) {
  // Where nothing can be kept, each page is a device of its own.
  const number = await numbers().catch(() => ({ device: here.page, revision: (count += 2) }));
  marks.set(draft.place, { ...marks.get(draft.place), [number.device]: number.revision });
  const body = JSON.stringify({ owner: here.owner, place: draft.place, fields: draft.fields, ...number });
  let response;
  try {
    response = await fetch("/kladder", {
      method: "PUT", body, redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      keepalive: keepalive && body.length < KEEPALIVE_MOST,
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    tell({ isAway: true });
    return false;
  }
  const { ok, status } = response, isSignedOut = status === 401;
  tell({ isAway: false, isSignedOut });
  if (isSignedOut || status >= 500 || status === 429) return false;
  const answer = await response.json().catch(() => ({}));
  if (ok && (answer.kept === false || answer.revision !== number.revision)) {
    // Not kept: the server has counted further, or it was not the server that answered.
    await countFrom(answer.revision ?? 0).catch(() => {});
    return false;
  }
  const isNewest = unsent.get(draft.place) === draft && unsent.delete(draft.place);
  if (ok) {
    if (isNewest) await acknowledge(draft).catch(() => {});
    dropUrgent(draft);
    return true;
  }
  // Refused: it stays here, and she is told why.
  const where = keepsNothing ? "siden" : "enheden";
  tell({ where });
  for (const form of document.querySelectorAll("form[data-place]")) {
    if (form.keptPlace === draft.place) say(form, `Kladden ligger kun på ${where}. ${answer.error ?? ""}`, true);
  }
  return true;
}
