// The drafts that the server does not have yet: sent two seconds after a pause, one request at a
// time, and at most one in ten seconds.

import { here } from "./form.js";
import { acknowledge, allOf, countFrom, dropUrgent, erase, keepsNothing, numbers, read, readUrgent } from "./storage.js";
import { isSignedOut, say, tell } from "./status.js";

const SEND_AFTER = 2000, SEND_EVERY = 10000, PATIENCE = 20000;
const KEEPALIVE_MOST = 60000; // browsers let a page that closes send 64 kB

/** By place. */
export const unsent = new Map();
let sendTimer, sentAt = 0, isSending = false, count = 0;

/** How far this page has counted, where the device has no number of its own. */
export const pageMark = () => [here.page, count];

/** The newest that the device holds for this place. */
export async function newest(place) {
  const stored = await read("drafts", [here.owner, place]).catch(() => null);
  const urgent = readUrgent(here.owner, place);
  return urgent && urgent.at > (stored?.at ?? 0) ? urgent : stored;
}

export async function forget(place) {
  unsent.delete(place);
  dropUrgent(here.owner, place);
  await erase("drafts", [here.owner, place]).catch(() => {});
}

export function sendSoon() {
  clearTimeout(sendTimer);
  sendTimer = setTimeout(sendDrafts, Math.max(SEND_AFTER, sentAt + SEND_EVERY - Date.now()));
}

/** Drafts from pages that were closed before the server had them. */
export async function sendLeftovers() {
  if (keepsNothing) return;
  for (const draft of await allOf("drafts", here.owner)) if (!draft.saved && !unsent.has(draft.place)) unsent.set(draft.place, draft);
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
  tell({ isAway: false, isSignedOut: response.status === 401 });
  if (response.status === 401) return false;
  if (response.status >= 500 || response.status === 429) return false;
  const answer = await response.json().catch(() => ({}));
  if (response.ok && (answer.kept === false || answer.revision !== number.revision)) {
    // Not kept: the server has counted further, or it was not the server that answered.
    await countFrom(answer.revision ?? 0).catch(() => {});
    return false;
  }
  if (unsent.get(draft.place)?.at === draft.at) unsent.delete(draft.place);
  if (response.ok) {
    await acknowledge(draft).catch(() => {});
    return true;
  }
  // Refused: it stays here, and she is told why.
  tell({ draftRefused: true });
  for (const form of document.querySelectorAll("form[data-place]")) {
    if (form.keptPlace === draft.place) say(form, `Kladden ligger kun på enheden. ${answer.error ?? ""}`, true);
  }
  return true;
}
