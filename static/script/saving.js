// Gem: the text goes into the queue, and from there to the server; then on to the next page.

import { unsent, pageMark } from "./drafts.js";
import { draftOf, endDrafts, fieldsOf, here, isNote, labelOf, placeOf, same, textIn } from "./form.js";
import { count, flushUntil } from "./outbox.js";
import { say, tell } from "./status.js";
import { keepsNothing, mark, queue, unqueue } from "./storage.js";

const WAITS = "Gemt på enheden. Den sendes af sig selv, når der er net.";
const NEITHER = "Der er hverken net eller plads på enheden, så intet er gemt. Lad siden stå åben, til der er net.";
const SHARED = "Der er ikke net, og på en delt enhed gemmes intet. Lad siden stå åben, til der er net.";

/** The row for the queue: the form as the browser would have sent it, and which drafts it ends. */
async function rowOf(form, button) {
  endDrafts(form, ...(await mark()));
  const sent = new FormData(form), action = new URL(form.action);
  sent.delete("csrf_token");
  sent.set("place", placeOf(form));
  if (button?.name) sent.append(button.name, button.value);
  return {
    op: crypto.randomUUID(), owner: here.owner, place: placeOf(form), label: labelOf(form), page: here.page,
    action: action.pathname + action.search, fields: [...sent], text: textIn(form),
    at: Date.now(), state: "ready", tried: false, replaces: form.waitingAs,
  };
}

/** The whole form again, as without script: the server's own page says what is wrong with it. */
async function sendPlainly(form, button) {
  endDrafts(form, ...(await mark().catch(pageMark)));
  // As long as the first ”submit” is being told of, a second one would be passed over in silence.
  await new Promise(done => setTimeout(done));
  form.isPlain = form.isDone = true;
  form.requestSubmit(button);
}

/** What the script cannot keep is sent by the browser, as without it. */
export async function submit(event, form) {
  if (form.isPlain) return;
  const button = event.submitter;
  if (keepsNothing) {
    // Without net the page would be lost with all that stands on it.
    if (!navigator.onLine) {
      event.preventDefault();
      say(form, SHARED, true);
    } else {
      form.isDone = true;
      endDrafts(form, ...pageMark());
    }
    return;
  }
  event.preventDefault();
  if (form.isBusy) return;
  form.isBusy = true;
  const draft = draftOf(form), stays = button?.hasAttribute("data-stays");
  let row;
  if (!stays) lock(form, true);
  try {
    row = await rowOf(form, button);
    await queue(row);
  } catch {
    lock(form, false);
    form.isBusy = false;
    tell({ cannotKeep: true });
    if (navigator.onLine) sendPlainly(form, button);
    else say(form, NEITHER, true);
    return;
  }
  form.isDone = true;
  unsent.delete(row.place);
  tell({ isWriting: unsent.size > 0 });
  form.leaves = !stays;
  // She writes on while it is sent; what she saves next goes on from this.
  if (stays) Object.assign(form, { isDone: false, isBusy: false, waitingAs: row.op, sent: draft.fields, keptFields: draft.fields });
  const outcome = await flushUntil(row.op);
  if (stays && outcome.kind === "saved") return writeOn(form, row.op, outcome);
  await next(form, { row, draft, button, outcome });
  lock(form, false);
  form.isBusy = false;
}

/** What comes after Gem, by what the server said. */
async function next(form, { row, draft, button, outcome }) {
  if (outcome.kind === "saved" || outcome.kind === "conflict") return go(outcome.to);
  if (outcome.kind === "refused" && outcome.status === 422) {
    await unqueue(row, draft);
    return sendPlainly(form, button);
  }
  if (outcome.kind === "signin") {
    const { signIn } = await import("./signin.js");
    if (await signIn(here.owner)) return next(form, { row, draft, button, outcome: await flushUntil(row.op) });
  }
  if (outcome.kind === "refused") {
    form.isDone = false;
    // Put right and saved once more, an answer takes the refused row's place; a note is a new one.
    if (!isNote(form)) form.waitingAs = row.op;
    return say(form, `Ikke sendt. ${outcome.reason ?? ""} Teksten ligger under ”ikke sendt” øverst.`, true);
  }
  return showWaiting(form, row);
}

function go(to = location.pathname) {
  const there = new URL(to, location.href);
  const isHere = there.pathname + there.search === location.pathname + location.search;
  location.href = there.href;
  // An address that differs only behind # would not be loaded again.
  if (isHere && there.hash) location.reload();
}

function lock(form, isLocked) {
  for (const field of form.querySelectorAll("textarea, input")) field.readOnly = isLocked;
}

/** It lies here and will be sent. A note makes room for the next one; another answer stays, to be
 *  written on: then it takes the waiting row's place. */
async function showWaiting(form, row) {
  if (!form.leaves) {
    say(form, WAITS);
    return count();
  }
  if (isNote(form)) {
    for (const field of form.querySelectorAll("textarea")) field.value = "";
    form.elements.key.value = crypto.randomUUID();
  } else form.waitingAs = row.op;
  form.isDone = false;
  form.keptFields = fieldsOf(form);
  say(form, WAITS);
  await count();
}

/** Saved, and the page stays: from now on she writes on the text that is saved. */
function writeOn(form, op, { revision }) {
  if (form.waitingAs !== op) return;
  form.waitingAs = undefined;
  const hasMore = !same(fieldsOf(form), form.sent);
  form.elements.revision.value = revision ?? Number(form.sent.revision) + 1;
  form.sent = form.keptFields = fieldsOf(form);
  say(form, "Noten er gemt.");
  if (!hasMore) return;
  // A draft that was begun on the earlier text is kept once more, on this one.
  form.keptFields = {};
  form.dispatchEvent(new Event("input"));
}

/** The answer that waited was sent meanwhile: on, unless she is writing on it. */
export function goOn(op, outcome) {
  for (const form of document.querySelectorAll("form[data-place]")) {
    if (form.waitingAs !== op || form.isBusy) continue;
    if (!form.leaves && form.querySelector("[data-stays]")) {
      writeOn(form, op, outcome);
      continue;
    }
    form.waitingAs = undefined;
    if (!same(fieldsOf(form), form.keptFields) || unsent.has(form.keptPlace)) continue;
    form.isDone = true;
    go(outcome.to);
  }
}

/** The notes that wait, under the form that they were written in. */
export function listWaiting(form, all) {
  if (!isNote(form)) return;
  const here = all.filter(row => row.place.startsWith("/#") && row.state !== "conflict");
  let list = form.parentElement.querySelector(".waiting");
  if (!list && !here.length) return;
  if (!list) {
    list = document.createElement("ul");
    list.className = "waiting rows";
    list.setAttribute("role", "list");
    form.after(list);
  }
  list.replaceChildren(...here.map(row => {
    const item = document.createElement("li"), text = document.createElement("p"), tag = document.createElement("span");
    text.className = "text";
    text.textContent = row.text;
    tag.className = "tag tag-try";
    tag.textContent = row.state === "refused" ? "Ikke sendt" : "Venter på net";
    item.append(text, tag);
    return item;
  }));
}
