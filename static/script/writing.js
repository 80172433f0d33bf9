// What is being written: kept on the device 300 ms after a keystroke, on the server 2 s after a
// pause, and handed to the queue when she presses Gem.

import { forget, newest, sendDrafts, sendLeftovers, sendSoon, takeIn, unsent } from "./drafts.js";
import { draftOf, fieldsOf, fill, here, isNote, placeOf, same, textIn } from "./form.js";
import { rows } from "./outbox.js";
import { submit } from "./saving.js";
import { say, tell } from "./status.js";
import { deviceId, dropUrgent, keepDraft, keepsNothing, keepUrgent } from "./storage.js";

const KEEP_AFTER = 300;
const TEXT_LIMIT = 100000;
const KEPT = "Det, du skriver, gemmes undervejs.";
const AWAY = "Du er uden net. Skriv bare videre: teksten ligger på enheden og sendes, når der er net igen.";
export const CANNOT_KEEP = "Browseren kan ikke gemme på enheden. Tryk Gem, før du lukker siden.";

/** Look after every form that says which place it writes to. */
export async function begin(somebody) {
  here.owner = somebody;
  document.querySelectorAll("form[data-forget]").forEach(afresh);
  await Promise.all([...document.querySelectorAll("form[data-place]")].map(watch));
  await sendLeftovers();
}

export async function watch(form) {
  if (form.watched) return;
  form.watched = true;
  form.keptFields = fieldsOf(form);
  form.keptPlace = placeOf(form);
  takeIn(form.keptPlace, form.elements.draft?.value);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER, form);
    warnOfLength(form);
  });
  form.elements.cycle?.addEventListener?.("change", () => move(form));
  form.addEventListener("submit", event => submit(event, form));
  const hide = () => keepNow(form);
  // Neither comes alone on every phone, and beforeunload not at all.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && hide());
  addEventListener("pagehide", hide);
  const word = () => name(form);
  addEventListener("online", word);
  addEventListener("offline", word);
  word();
  await restore(form).catch(() => {});
}

/** What the button and the line under it say, with and without net. */
function name(form) {
  // A button with [form] is another form's: the one that throws the draft away.
  const button = form.querySelector("button.btn:not([name], [form])");
  if (!button || keepsNothing) return;
  button.dataset.online ??= button.textContent;
  button.textContent = navigator.onLine ? button.dataset.online : "Gem på enheden";
  say(form, navigator.onLine ? KEPT : AWAY);
}

async function warnOfLength(form) {
  const length = Math.max(...[...form.querySelectorAll("textarea")].map(field => field.value.length));
  if (length > TEXT_LIMIT) (await import("./beside.js")).warnOfLength(form, length - TEXT_LIMIT);
}

// -- drafts -------------------------------------------------------------------------------------

/** Put back what the server never got. What it got it shows itself, from any device. */
export async function restore(form) {
  if (keepsNothing) return;
  const place = placeOf(form), draft = await newest(place);
  if (!draft) {
    // Saved already, and still waiting: written on, it takes that row's place in the queue.
    const row = isNote(form) ? null : (await rows()).findLast(each => each.place === place && each.fields.length);
    if (row && same(fieldsOf(form), form.keptFields)) {
      fill(form, Object.fromEntries(row.fields));
      form.keptFields = fieldsOf(form);
      form.waitingAs = row.op;
    }
    return;
  }
  const device = await deviceId().catch(() => {}), own = form.querySelector(`[data-mark^="${device}"]`);
  const stood = form.elements.draft?.value ?? "", isOwn = stood.startsWith(device);
  if (draft.saved && !form.dataset.shell) {
    // The server shows it here or among the others; if it does neither, it was saved elsewhere.
    if (isOwn) {
      form.took = draft.at;
      form.waitingAs = draft.replaces;
    } else if (!own) await forget(place);
    return;
  }
  // She has begun already, or the server sends back what she sent: what lies here is put aside.
  if (!same(fieldsOf(form), form.keptFields) || form.dataset.back) {
    // She asked for the change herself: the text before it is not put aside for her.
    if (form.dataset.back === "changed") form.took = draft.at;
    form.keptFields = null;
    return keep(form);
  }
  // What another device wrote gives way, but is shown, and saving this does not end it.
  const other = textIn(form), isHidden = stood && !isOwn && other !== draft.text;
  if (isHidden) {
    form.elements.draft.value = own?.dataset.mark ?? "";
    takeIn(place, form.elements.draft.value);
    // Start forfra would throw it away.
    form.querySelector("[data-begun]")?.remove();
  }
  fill(form, draft.fields);
  form.keptFields = fieldsOf(form);
  form.took = draft.at;
  form.waitingAs = draft.replaces;
  if (draft.saved) return;
  unsent.set(place, draft);
  keepDraft(draft).catch(() => {});
  if (isHidden) (await import("./beside.js")).showOther(form, other);
}

/** Start forfra: what lies here goes too. */
function afresh(form) {
  const place = form.dataset.forget;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    for (const each of document.querySelectorAll("form[data-place]")) each.isDone ||= placeOf(each) === place;
    await forget(place);
    form.submit();
  });
}

/** Keep what stands in the form, if it is not kept already. */
export async function keep(form) {
  const fields = fieldsOf(form);
  if (form.isDone || same(fields, form.keptFields)) return;
  const draft = draftOf(form);
  form.keptFields = fields;
  unsent.set(draft.place, draft);
  tell({ isWriting: true, where: "" });
  sendSoon();
  if (keepsNothing) return;
  try {
    await keepDraft(draft);
    dropUrgent(draft);
    tell({ cannotKeep: false });
  } catch {
    // Not kept: once more with the next keystroke, or when the page is hidden.
    form.keptFields = null;
    tell({ cannotKeep: true });
    say(form, CANNOT_KEEP, true);
  }
}

/** The page may be gone in a moment: at once, and to the server if it fits. */
function keepNow(form) {
  if (form.isDone) return;
  const isNew = !same(fieldsOf(form), form.keptFields);
  const draft = isNew ? draftOf(form) : unsent.get(form.keptPlace);
  if (!draft) return;
  keepUrgent(draft);
  keep(form);
  sendDrafts({ keepalive: true });
}

/** Another cycle was chosen for the note: its own draft if it has one, else the text comes along. */
async function move(form) {
  await keep(form);
  const from = form.keptPlace, there = await newest(placeOf(form));
  form.keptPlace = placeOf(form);
  if (there) {
    fill(form, there.fields);
    form.took = there.at;
    form.keptFields = fieldsOf(form);
  } else if (unsent.has(from)) {
    form.keptFields = null;
    await keep(form);
    await forget(from);
  }
}
