// The conversation: all five parts are on the page, so turning one asks nobody. The clock is calm:
// an arc and words, told aloud three times in a part. Only the note is ever kept on the device, and
// the page stays while it is saved.

import { unsent } from "./drafts.js";
import { draftOf, fieldsOf, here, same } from "./form.js";
import { count, flushUntil } from "./outbox.js";
import { next, rowOf, WAITS } from "./saving.js";
import { say, tell } from "./status.js";
import { keepsNothing, queue } from "./storage.js";

const talk = document.querySelector("[data-talk]"), form = talk.querySelector("form");
const find = name => talk.querySelector(`[${name}]`), all = name => talk.querySelectorAll(`[${name}]`);
const numbers = text => text.split(" ").map(Number);
const minutes = numbers(talk.dataset.minutes), used = numbers(talk.dataset.used);
const note = form.elements.note, keep = find("data-stays"), go = find("data-go");
let part = Number(talk.dataset.part), runs = "runs" in talk.dataset, since = Date.now(), saved = form.elements.draft.value ? null : note.value;
let heard, again = 0, mayStay = !keepsNothing, sent = {}, ending, after;
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What has passed is counted up, and counting begins anew. */
function countUp() {
  if (runs) used[part - 1] += (Date.now() - since) / 1000;
  since = Date.now();
}

function draw() {
  const given = minutes[part - 1] * 60, left = given - used[part - 1] - (runs ? (Date.now() - since) / 1000 : 0);
  const whole = Math.ceil(left / 60), isNew = left > given - 1;
  const words = left <= 0 ? "Tiden er gået – tag den tid, I har brug for"
    : isNew ? (whole === 1 ? "1 minut" : `${whole} minutter`)
    : left < 60 ? "Under et minut endnu" : `${whole} ${whole === 1 ? "minut" : "minutter"} endnu`;
  put(find("data-words-of-clock"), runs || isNew || left <= 0 ? words : `Pause · ${words.toLowerCase()}`);
  find("data-arc").setAttribute("stroke-dashoffset", 101 - 101 * Math.max(0, (isStill ? whole * 60 : left) / given));
  const phase = `${part} ${left <= 0 ? 2 : left < 60 && given > 60 ? 1 : 0}`;
  if (heard && phase !== heard) put(find("data-heard"), words);
  heard = phase;
}

const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };

/** The page as it stands now: the part, its buttons, the clock. */
function show() {
  for (const each of all("data-part-of")) {
    each.hidden = each.dataset.partOf !== String(part);
    if (!each.hidden) talk.querySelector(".talk-now").dataset.stage = each.dataset.stage;
  }
  all("data-minutes-of").forEach((each, n) => put(each, String(minutes[n])));
  talk.querySelectorAll(".talk-step").forEach((each, n) => { each.ariaCurrent = n + 1 === part ? "step" : null; });
  const back = find("data-back"), on = find("data-on");
  back.hidden = part === 1;
  on.hidden = part === 5;
  find("data-end").hidden = part !== 5;
  back.value = part - 1;
  on.value = part + 1;
  const following = find(`data-part-of='${part + 1}'`);
  if (following) put(find("data-next"), following.querySelector("h2").textContent);
  put(go, runs ? "Hold pause" : "Start uret");
  draw();
}

/** Where it stands, for whoever takes it up again; once more if nobody answers. */
async function tellClock() {
  clearTimeout(again);
  again = 0;
  const tilstand = [part, Number(runs), ...used.map(each => Math.min(9999, Math.floor(each))), ...minutes].join(" ");
  const asked = { method: "POST", body: new URLSearchParams({ tilstand, owner: document.body.dataset.owner }) };
  const answer = await fetch(location.pathname, { ...asked, headers: { Accept: "application/json" }, redirect: "error", keepalive: true }).catch(() => null);
  if (!answer || answer.status >= 500 || answer.status === 409) again = setTimeout(tellClock, 10000);
}

function press(what) {
  countUp();
  const isTurn = Number(what) > 0;
  if (isTurn) part = Number(what);
  else if (what === "mere" || what === "mindre") minutes[part - 1] = Math.min(30, Math.max(1, minutes[part - 1] + (what === "mere" ? 1 : -1)));
  else runs = !runs;
  show();
  if (isTurn) find(`data-part-of='${part}'`).querySelector("h2").focus();
  tellClock();
  // A shared device keeps nothing, so there the draft is all until Gem is pressed.
  if ((isTurn || !runs) && !keepsNothing && note.value !== saved) {
    saved = note.value;
    form.requestSubmit(keep);
  }
}

form.addEventListener("click", event => {
  const button = event.target.closest("[name=gaa]");
  if (!button) return;
  event.preventDefault();
  press(button.value);
});

// -- the note -----------------------------------------------------------------------------------

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Saved while the page stays: she writes on, and what she saves next goes on from this. It may take
 *  the place of an ending that still waits: then it ends too. Where nothing can be kept, the page is
 *  sent as any other. */
async function stay(event) {
  if (!form.watched || form.isPlain) return;
  const button = event.submitter, isEnd = button !== keep;
  // Turning to a part keeps the note too: an ending that is pressed just then comes after it.
  if (form.isBusy === keep) {
    if (isEnd) after = button;
    return hold(event);
  }
  sent = fieldsOf(form);
  if (isEnd) ending = button;
  if (isEnd || !mayStay) return;
  hold(event);
  if (form.isBusy) return;
  form.isBusy = keep;
  const draft = draftOf(form), row = rowOf(form, form.waitingAs && ending);
  mayStay = await (keep.isQueued = queue(row).then(() => true, () => false));
  form.isBusy = false;
  const ends = after;
  after = null;
  if (!mayStay) return form.requestSubmit(ends ?? keep);
  unsent.delete(row.place);
  tell({ isWriting: unsent.size > 0, cannotKeep: false });
  form.waitingAs = row.op;
  sent = form.keptFields = draft.fields;
  if (ends) return form.requestSubmit(ends);
  let outcome = await flushUntil(row.op);
  if (outcome.kind === "signin") {
    const { signIn } = await import("./signin.js");
    if (await signIn(here.owner)) outcome = await flushUntil(row.op);
  }
  // Another text may have taken its place meanwhile, or an ending may be on its way.
  if (form.isBusy || form.waitingAs !== row.op) return;
  if (outcome.to || outcome.kind === "saved") return goOn(outcome);
  if (outcome.kind === "refused") return next(form, { row, draft, button: keep, isKept: true, send: async () => outcome });
  say(form, WAITS);
  await count().catch(() => {});
}

/** From now on she writes on the text that is saved; or the page is left, when two texts met and
 *  after the end. What she has written since is kept as it goes, or after the end sent first. */
function goOn({ kind, to = location.pathname, stands }) {
  const hasMore = !same(fieldsOf(form), sent);
  form.waitingAs = undefined;
  for (const name in stands) form.elements[name].value = stands[name];
  const isOver = kind === "saved" && new URL(to, location.href).pathname !== location.pathname;
  if (isOver && hasMore) return form.requestSubmit(keep);
  if (isOver || !stands) return void (location.href = to);
  sent = form.keptFields = fieldsOf(form);
  // Told at the same moment as the note was saved, the clock may have been refused.
  if (again) tellClock();
  say(form, "Noten er gemt.");
  if (!hasMore) return;
  // A draft that was begun on the earlier text is kept once more, on this one.
  form.keptFields = {};
  form.dispatchEvent(new Event("input"));
}

form.stays = outcome => {
  goOn(outcome);
  return true;
};
form.addEventListener("submit", stay, true);
addEventListener("online", () => again && tellClock());
talk.classList.add("is-live");
setInterval(draw, 1000);
show();
