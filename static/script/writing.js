// What is being written: kept on the device 300 ms after a keystroke, on the server 2 s after a
// pause, and handed to the queue when she presses Gem.

import { acknowledge, allOf, countFrom, dropUrgent, erase, keepsNothing, keepUrgent, mark, numbers, queue, read, readUrgent, unqueue, write } from "./storage.js";
import { isSignedOut, say, tell } from "./status.js";
import { count, flushUntil, rows } from "./outbox.js";

const KEEP_AFTER = 300, SEND_AFTER = 2000, SEND_EVERY = 10000;
const KEEPALIVE_MOST = 60000; // browsers let a page that closes send 64 kB
const TEXT_LIMIT = 100000;
// The server's own, and the note's number: a new note must never carry the number of one that is saved.
const NOT_WRITTEN = new Set(["csrf_token", "owner", "kept", "note", "place", "draft"]);
const WAITS = "Gemt på enheden. Den sendes af sig selv, når der er net.";
const KEPT = "Det, du skriver, gemmes undervejs.";
const AWAY = "Du er uden net. Skriv bare videre: teksten ligger på enheden og sendes, når der er net igen.";
const CANNOT_KEEP = "Browseren kan ikke gemme på denne enhed lige nu. Tryk Gem, før du lukker siden.";
const NEITHER = "Der er hverken net eller plads på enheden, så intet er gemt. Lad siden stå åben, til der er net.";

let owner = "";
const unsent = new Map(); // place → the draft that the server does not have
const thisPage = crypto.randomUUID?.();
let sendTimer, sentAt = 0, isSendingDraft = false, pageCount = 0;

/** A place is where a text is written; the note on the home page has one for each cycle. */
export function placeOf(form) {
  const { place } = form.dataset, cycle = form.elements.cycle;
  return place.startsWith("/#") && cycle ? `/#${cycle.value}` : place;
}

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_WRITTEN.has(name) && form.elements[name].type !== "password") fields[name] = value;
  }
  return fields;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || NOT_WRITTEN.has(name) || name === "cycle") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

/** Look after every form that says which place it writes to. */
export async function begin(somebody) {
  owner = somebody;
  document.querySelectorAll("form[data-forget]").forEach(afresh);
  await Promise.all([...document.querySelectorAll("form[data-place]")].map(watch));
  await sendLeftovers();
}

export async function watch(form) {
  if (form.watched) return;
  form.watched = true;
  form.keptFields = fieldsOf(form);
  form.keptPlace = placeOf(form);
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
  const button = form.querySelector("button.btn:not([name])");
  if (!button || keepsNothing) return;
  button.dataset.online ??= button.textContent;
  button.textContent = navigator.onLine ? button.dataset.online : "Gem på telefonen";
  say(form, navigator.onLine ? KEPT : AWAY);
}

function warnOfLength(form) {
  for (const field of form.querySelectorAll("textarea")) {
    const over = field.value.length - TEXT_LIMIT;
    if (over > 0) say(form, `Teksten er ${over.toLocaleString("da")} tegn for lang. Den bliver stående; del den i to, før du gemmer.`, true);
  }
}

// -- drafts -------------------------------------------------------------------------------------

/** The newest that the device holds for this place. */
async function newest(place) {
  const stored = await read("drafts", [owner, place]).catch(() => null);
  const urgent = readUrgent(owner, place);
  return urgent && urgent.at > (stored?.at ?? 0) ? urgent : stored;
}

/** Put back what the server never got. What it got it shows itself, from any device. */
async function restore(form) {
  if (keepsNothing) return;
  const place = placeOf(form), draft = await newest(place);
  if (!draft) {
    // Saved already, and still waiting: written on, it takes that row's place in the queue.
    const row = form.elements.note ? null : (await rows()).findLast(each => each.place === place && each.fields.length);
    if (row) {
      fill(form, Object.fromEntries(row.fields));
      form.keptFields = fieldsOf(form);
      form.waitingAs = row.op;
    }
    return;
  }
  if (draft.saved) return forget(draft.place);
  // She has begun already, or the page brings it.
  if (same(fieldsOf(form), form.keptFields)) fill(form, draft.fields);
  form.keptFields = fieldsOf(form);
  unsent.set(draft.place, draft);
  write("drafts", draft).catch(() => {});
}

async function forget(place) {
  unsent.delete(place);
  dropUrgent(owner, place);
  await erase("drafts", [owner, place]).catch(() => {});
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

function draftOf(form) {
  return { owner, place: form.keptPlace, fields: fieldsOf(form), at: Date.now(), saved: false };
}

/** Keep what stands in the form, if it is not kept already. */
async function keep(form) {
  const fields = fieldsOf(form);
  if (form.isDone || same(fields, form.keptFields)) return;
  const draft = draftOf(form);
  form.keptFields = fields;
  unsent.set(draft.place, draft);
  tell({ isWriting: true, draftRefused: false });
  sendSoon();
  if (keepsNothing) return;
  try {
    await write("drafts", draft);
    dropUrgent(owner, draft.place);
    tell({ cannotKeep: false });
  } catch {
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
  if (there && !there.saved) fill(form, there.fields);
  else if (unsent.has(from)) {
    form.keptFields = null;
    await keep(form);
    await forget(from);
  }
}

/** The shell's one form writes in another place from now on. */
export async function turn(form, change) {
  if (form.watched) await keep(form);
  change();
  form.waitingAs = undefined;
  form.isDone = false;
  form.keptPlace = placeOf(form);
  form.keptFields = fieldsOf(form);
  if (form.watched) await restore(form);
}

function sendSoon() {
  clearTimeout(sendTimer);
  sendTimer = setTimeout(sendDrafts, Math.max(SEND_AFTER, sentAt + SEND_EVERY - Date.now()));
}

/** Drafts from pages that were closed before the server had them. */
async function sendLeftovers() {
  if (keepsNothing) return;
  for (const draft of await allOf("drafts", owner)) if (!draft.saved && !unsent.has(draft.place)) unsent.set(draft.place, draft);
  if (unsent.size) {
    tell({ isWriting: true });
    sendSoon();
  }
}

/** One request at a time; whatever it answers, the text stays on the device until it is saved. */
export async function sendDrafts({ keepalive = false } = {}) {
  if (isSendingDraft || isSignedOut() || !unsent.size) return;
  isSendingDraft = true;
  sentAt = Date.now();
  try {
    for (const draft of [...unsent.values()]) if (!(await sendDraft(draft, keepalive))) return sendSoon();
    tell({ isWriting: unsent.size > 0 });
  } finally {
    isSendingDraft = false;
    if (unsent.size && !isSignedOut()) sendSoon();
  }
}

/** Whether the server answered. */
async function sendDraft(draft, keepalive) {
  // Where nothing can be kept, each page is a device of its own.
  const number = await numbers().catch(() => ({ device: thisPage, revision: pageCount += 2 }));
  const body = JSON.stringify({ owner, place: draft.place, fields: draft.fields, ...number });
  let response;
  try {
    response = await fetch("/kladder", {
      method: "PUT", body, redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      keepalive: keepalive && body.length < KEEPALIVE_MOST,
      signal: AbortSignal.timeout(20000),
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

// -- Gem ----------------------------------------------------------------------------------------

/** The row for the queue: the form as the browser would have sent it, and which drafts it ends. */
async function rowOf(form, button) {
  endDrafts(form, ...(await mark()));
  const sent = new FormData(form), action = new URL(form.action);
  sent.delete("csrf_token");
  sent.set("place", placeOf(form));
  if (button?.name) sent.append(button.name, button.value);
  return {
    op: crypto.randomUUID(), owner, place: placeOf(form), label: form.dataset.label || document.title,
    action: action.pathname + action.search, fields: [...sent], text: textIn(form),
    at: Date.now(), state: "ready", tried: false, replaces: form.waitingAs,
  };
}

/** What she wrote herself: not ids, choices and numbers. */
const textIn = form => [...form.querySelectorAll("textarea, input[type=text]")]
  .map(each => each.value.trim()).filter(Boolean).join("\n\n");

/** The form names the drafts that its saving ends, this device's own with them. */
function endDrafts(form, device, count) {
  const { draft } = form.elements;
  if (draft && count) draft.value = `${draft.value} ${device}/${count}`.trim();
}

/** The whole form again, as without script: the server's own page says what is wrong with it. */
async function sendPlainly(form, button) {
  endDrafts(form, ...(await mark().catch(() => [thisPage, pageCount])));
  form.isPlain = form.isDone = true;
  form.requestSubmit(button);
}

async function submit(event, form) {
  if (form.isPlain) return;
  const button = event.submitter;
  if (keepsNothing) {
    // Without net the page would be lost with all that stands on it.
    if (!navigator.onLine) {
      event.preventDefault();
      say(form, "Der er ikke net, og på en delt enhed gemmes intet. Lad siden stå åben, til der er net.", true);
    } else {
      form.isDone = true;
      endDrafts(form, thisPage, pageCount);
    }
    return;
  }
  event.preventDefault();
  if (form.isBusy) return;
  form.isBusy = true;
  const draft = draftOf(form);
  let row;
  lock(form, true);
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
  const outcome = await flushUntil(row.op);
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
    if (await signIn(owner)) return next(form, { row, draft, button, outcome: await flushUntil(row.op) });
  }
  if (outcome.kind === "refused") {
    form.isDone = false;
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
  if (form.elements.note) {
    for (const field of form.querySelectorAll("textarea")) field.value = "";
    form.elements.note.value = crypto.randomUUID();
  } else form.waitingAs = row.op;
  form.isDone = false;
  form.keptFields = fieldsOf(form);
  say(form, WAITS);
  await count();
}

/** The answer that waited was sent meanwhile: on, unless she is writing on it. */
export function goOn(op, outcome) {
  for (const form of document.querySelectorAll("form[data-place]")) {
    if (form.waitingAs !== op || form.isBusy) continue;
    form.waitingAs = undefined;
    if (!same(fieldsOf(form), form.keptFields) || unsent.has(form.keptPlace)) continue;
    form.isDone = true;
    go(outcome.to);
  }
}

/** The notes that wait, under the form that they were written in. */
export function listWaiting(form, all) {
  if (!form.elements.note) return;
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
