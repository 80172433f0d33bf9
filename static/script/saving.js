// Gem: the text goes into the queue, and from there to the server; then on to the next page.

import { held, sendDrafts, unsent } from "./drafts.js";
import { draftOf, fieldsOf, here, isNote, labelOf, placeOf, textIn } from "./form.js";
import { count, deliver, flushUntil } from "./outbox.js";
import { say, tell } from "./status.js";
import { endAtOnce, keepsNothing, queue, unqueue } from "./storage.js";

export const WAITS = "Gemt: teksten ligger på enheden og sendes, når der er net igen.";
const NEITHER = "Der er ikke net, og enheden er fuld, så intet er gemt. Lad siden stå åben.";
const SHARED = "Der er ikke net, og enheden er delt, så intet er gemt. Lad siden stå åben.";
const SIGNED_OUT = "Du er logget ud, så intet er gemt. Tryk Gem igen for at logge ind.";

/** The row for the queue: the form as the browser would have sent it, and which drafts it ends. */
export function rowOf(form, button) {
  endDrafts(form);
  const sent = new FormData(form), action = new URL(form.action);
  sent.delete("csrf_token");
  sent.set("place", placeOf(form));
  if (button?.name) sent.append(button.name, button.value);
  return {
    op: crypto.randomUUID(), owner: here.owner, place: placeOf(form), label: labelOf(form), page: here.page,
    action: action.pathname + action.search, fields: [...sent], text: textIn(form), took: form.took,
    at: Date.now(), state: "ready", tried: false, replaces: form.waitingAs,
  };
}

/** The form names the drafts that its saving ends. */
function endDrafts(form) {
  const { draft } = form.elements;
  if (draft) draft.value = held(placeOf(form));
}

/** The whole form again, as without script: the server's own page says what is wrong with it. */
async function sendPlainly(form, { row, draft, button, isKept }) {
  // From here on nobody turns it to another place.
  form.isPlain = form.isDone = true;
  lock(form, true);
  if (isKept) await unqueue(row, draft).catch(() => {});
  endDrafts(form);
  // As long as the first ”submit” is being told of, a second one would be passed over in silence.
  await new Promise(done => setTimeout(done));
  form.requestSubmit(button);
}

/** Into the queue and from there to the server; what can be kept nowhere goes there at once, and
 *  stays on the page until there is an answer. */
export async function submit(event, form) {
  if (form.isPlain) return;
  const button = event.submitter;
  event.preventDefault();
  if (form.isBusy) return;
  // Online the server says so, in its own words.
  if (!navigator.onLine && isNote(form) && !textIn(form)) return (await import("./beside.js")).askForText(form);
  // A form that is turned to another place meanwhile says so here: `isLeft`.
  const pressed = form.isBusy = { button };
  lock(form, true);
  try {
    pressed.draft = draftOf(form);
    const row = pressed.row = rowOf(form, button);
    pressed.isQueued = !keepsNothing && queue(row).then(() => true, () => false);
    const isKept = pressed.isKept = await pressed.isQueued;
    if (isKept) {
      form.isDone = true;
      unsent.delete(row.place);
    }
    tell({ isWriting: unsent.size > 0, cannotKeep: !isKept && !keepsNothing });
    pressed.send = () => isKept ? flushUntil(row.op) : deliver(row);
    await next(form, pressed);
  } catch {
    if (!pressed.isLeft) sendPlainly(form, pressed);
  } finally {
    // What is typed while the next page is on its way would be kept nowhere.
    if (!pressed.isLeft && !form.isDone) {
      lock(form, false);
      form.isBusy = null;
    }
  }
}

/** Send it; and what comes after Gem, by what the server said. */
export async function next(form, pressed) {
  const { row, isKept, send } = pressed, outcome = await send();
  const isOver = outcome.kind === "saved" || outcome.kind === "conflict";
  if (isOver && !isKept) {
    unsent.delete(row.place);
    await endAtOnce(row);
  }
  // She writes in another place by now; what waits says itself what became of this.
  if (pressed.isLeft) return;
  if (isOver) {
    form.isDone = true;
    return go(outcome.to);
  }
  if (outcome.status === 422 && isKept) return sendPlainly(form, pressed);
  if (outcome.kind === "signin") {
    const { signIn } = await import("./signin.js");
    if ((await signIn(here.owner)) || pressed.isLeft) return next(form, pressed);
  }
  if (!isKept) {
    sendDrafts();
    const why = { refused: outcome.reason, signin: SIGNED_OUT, waits: keepsNothing ? SHARED : NEITHER };
    return say(form, why[outcome.kind], true);
  }
  if (outcome.kind === "refused") {
    form.isDone = false;
    // Put right and saved once more, an answer takes the refused row's place; a note is a new one.
    if (!isNote(form)) form.waitingAs = row.op;
    return say(form, `Ikke sendt. ${outcome.reason ?? ""} Teksten ligger under ”ikke sendt” øverst.`, true);
  }
  return showWaiting(form, row);
}

export function go(to = location.pathname) {
  const there = new URL(to, location.href);
  const isHere = there.pathname + there.search === location.pathname + location.search;
  location.href = there.href;
  // An address that differs only behind # would not be loaded again.
  if (isHere && there.hash) location.reload();
}

export function lock(form, isLocked) {
  for (const field of form.querySelectorAll("textarea, input")) field.readOnly = isLocked;
}

/** It lies here and will be sent. A note makes room for the next one; another answer stays, to be
 *  written on: then it takes the waiting row's place. */
async function showWaiting(form, row) {
  if (isNote(form)) {
    for (const field of form.querySelectorAll("textarea")) field.value = "";
    form.elements.key.value = crypto.randomUUID();
  } else form.waitingAs = row.op;
  form.isDone = false;
  form.keptFields = fieldsOf(form);
  say(form, WAITS);
  await count().catch(() => {});
}
