// The queue: what was saved here and waits for the server's receipt. A row goes only when the server
// has said that it holds the text; whatever else it says, and if it says nothing, the row stays.

import { allOf, change, erase, read } from "./storage.js";
import { tell } from "./status.js";

const FIRST_DELAY = 3000, LONGEST_DELAY = 300000, PATIENCE = 12000;
// And all of 500: not this text's fault.
const LATER = new Set([408, 425, 429]);
let delay = FIRST_DELAY, timer, running = Promise.resolve();
let owner = "";

/** What came of each row that this page tried to send. */
const outcomes = new Map();
const heard = new Set();

/** Whose queue it is; nobody else's rows are looked at. */
export const belongsTo = somebody => { owner = somebody; };
export const whenChanged = listener => heard.add(listener);
export const rows = async () => (await allOf("outbox", owner)).sort((a, b) => a.at - b.at);
const isWaiting = row => row.state === "ready" || row.state === "signin";

export async function count() {
  const all = await rows();
  const conflict = all.find(row => row.state === "conflict");
  tell({
    waiting: all.filter(isWaiting).length,
    refused: all.filter(row => row.state === "refused").length,
    conflict: conflict?.to ?? "",
  });
  heard.forEach(listener => listener(all));
  return all;
}

/** Send what waits, oldest first; the runs of one page follow each other. */
export function flush() {
  running = running.then(run).catch(() => {});
  return running;
}

/** Send, and tell what became of this one row. */
export async function flushUntil(op) {
  await flush();
  const known = outcomes.get(op);
  // Another tab may have been quicker: then the row is gone, and that is as good as an answer.
  return known ?? ((await read("outbox", op)) ? { kind: "waits" } : { kind: "saved" });
}

async function run() {
  clearTimeout(timer);
  const waiting = (await rows()).filter(isWaiting);
  const late = new Set();
  tell({ isSending: waiting.length > 0 });
  try {
    for (const { op, replaces } of waiting) {
      // What goes on from another must not come before it.
      if (late.has(replaces)) late.add(op);
      if (late.has(op)) continue;
      // One tab sends at a time, and lets others in between; only tidier, the server counts once.
      const outcome = await oneAtATime(() => send(op));
      if (!outcome) continue;
      outcomes.set(op, outcome);
      if (outcome.kind === "waits") late.add(op);
      // Without net or a sign-in the next one would not get through either.
      if (outcome.isAway || outcome.kind === "signin") break;
    }
  } finally {
    tell({ isSending: false });
    await count();
    delay = late.size ? Math.min(delay * 2, LONGEST_DELAY) : FIRST_DELAY;
    if (late.size) timer = setTimeout(flush, delay / 2 * (1 + Math.random()));
  }
}

const oneAtATime = work => navigator.locks ? navigator.locks.request("outbox", work) : work();

async function send(op) {
  const row = await read("outbox", op);
  if (!row || !isWaiting(row)) return null;
  // A full store must not keep what lies in it from being sent.
  await change(op, { tried: true }).catch(() => {});
  const outcome = await deliver(row);
  await settle(row, outcome).catch(() => tell({ cannotKeep: true }));
  if (outcome.to) await inHand().then(({ goOn }) => goOn(row, outcome)).catch(() => {});
  return outcome;
}

/** Ask the server to save it. What it answers, or that nothing came through. */
export async function deliver(row) {
  const { op } = row;
  let answer, response;
  try {
    response = await fetch(row.action, {
      method: "POST",
      headers: { Accept: "application/json", "Idempotency-Key": op, "Written-At": new Date(row.at).toISOString() },
      body: new URLSearchParams(row.fields),
      // Followed to a sign-in page, a redirect would look like success.
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json().catch(() => ({}));
    // A 200 that does not say ”saved” is somebody else's: a hotel's network, for example.
    if (response.status === 200 && answer.saved !== true) throw response;
  } catch {
    tell({ isAway: true });
    return { kind: "waits", isAway: true };
  }
  const { status } = response;
  const isSignedOut = status === 401 || (status === 403 && (await inHand().then(({ isAnotherHere }) => isAnotherHere(row.owner)).catch(() => false)));
  tell({ isAway: false, isSignedOut });
  if (status === 200) return { kind: "saved", to: answer.to, stands: answer.stands };
  if (status === 409 && answer.kept === true) return { kind: "conflict", to: answer.to };
  if (isSignedOut) return { kind: "signin" };
  if (status >= 500 || LATER.has(status)) return { kind: "waits" };
  return { kind: "refused", status, reason: answer.error ?? "Logbogen tog ikke imod den." };
}

/** What becomes of the row. */
async function settle(row, { kind, to, stands, status, reason, isAway }) {
  if (kind === "saved") {
    // First what goes on from it: a page that is closed in between sends it once more, and no harm.
    await inHand().then(({ goneOn }) => goneOn(row, stands)).catch(() => {});
    await erase("outbox", row.op);
  }
  // The text lies on the server now; here stays only the way to it.
  if (kind === "conflict") await change(row.op, { state: kind, to, fields: [], text: "" });
  if (kind === "signin") await change(row.op, { state: kind });
  if (kind === "waits" && !isAway) await change(row.op, { state: "ready" });
  if (kind === "refused") await change(row.op, { state: kind, status, reason });
}

const inHand = async () => (await import("./inhand.js"));

/** She has read about the conflict: the notice goes when its page is open. */
export async function seen(path) {
  for (const row of await rows()) if (row.state === "conflict" && row.to === path) await erase("outbox", row.op);
}
