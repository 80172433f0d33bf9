// What the device may hold of her cycles, for writing without a connection: titles and questions,
// never anybody's text; and from where one writes on.

import { ask, make } from "./dialog.js";
import { allOf, change, deviceId, dropUrgent, erase, persist, read, transaction, write } from "./storage.js";
import { fieldsOf, same } from "./form.js";
import { count, rows } from "./outbox.js";
import { unsent } from "./drafts.js";
import { go, lock } from "./saving.js";

const WENT_ALONG = "Noget, du havde skrevet og ikke gemt, gik med, da den tekst, det hørte til, blev slettet for altid.";
const READ_IN = 4000, ASKING = 5000, EVERY = 10 * 60000, TOO_OLD = 5 * 24 * 3600000, DAY = 24 * 3600000;

export async function refresh(owner) {
  const held = await read("inhand", owner);
  if (!held || Date.now() - held.at > EVERY) await fetchAnew(owner);
  await letGoOfErased(owner).catch(() => {});
  await tellWhatWent(owner);
  await warnOfOld();
  if (matchMedia("(display-mode: standalone)").matches) await persist();
}

/** What was erased for good goes from the device too, at the next contact; the server says what. */
async function letGoOfErased(owner) {
  const drafts = await allOf("drafts", owner), waiting = await rows();
  const saved = drafts.filter(each => each.saved).map(each => each.place);
  const places = [...drafts, ...waiting].map(each => each.place ?? each.action);
  if (!places.length) return;
  const response = await fetch("/slettet-siden", {
    method: "PUT", headers: { "Content-Type": "application/json", Accept: "application/json" }, redirect: "error",
    body: JSON.stringify({ places: places.slice(0, 200), saved: saved.slice(0, 200), device: await deviceId() }),
  });
  const { gone = [], erased = [] } = response.ok ? await response.json() : {};
  // Not of what she threw away herself on another device.
  if (erased.length) await write("meta", { key: "went", owner });
  for (const draft of drafts.filter(each => gone.includes(each.place))) {
    dropUrgent(draft);
    // What was typed meanwhile is another text.
    await transaction("readwrite", stores => {
      const asked = stores.drafts.get([owner, draft.place]);
      asked.onsuccess = () => asked.result?.at === draft.at && stores.drafts.delete([owner, draft.place]);
    }, true);
  }
  for (const row of waiting) if (gone.includes(row.place ?? row.action)) await erase("outbox", row.op);
  if (gone.length) await count();
}

/** Told once; who leaves the page at once is told on the next one. */
async function tellWhatWent(owner) {
  const went = await read("meta", "went");
  if (went?.owner !== owner) return;
  document.querySelector(".band-in")?.append(make("p", { className: "flash", role: "alert", textContent: WENT_ALONG }));
  setTimeout(erase, READ_IN, "meta", "went");
}

/** Whether she may still be here: nothing is kept while somebody else is signed in. */
async function fetchAnew(owner) {
  const before = await read("inhand", owner), told = await askInHand();
  if (told.owner === owner) await transaction("readwrite", ({ inhand }) => {
    const asked = inhand.get(owner);
    asked.onsuccess = () => {
      // What was saved meanwhile, in this tab or another, may not be in it: then the next page asks again.
      const held = asked.result, isLate = held?.saved !== before?.saved;
      if (!isLate || held?.cycles.length === 0) inhand.put({ ...told, at: isLate ? 0 : Date.now(), saved: held?.saved });
    };
  });
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
  const answer = await ask(`${words} i mere end fem dage`, "Enheden kan finde på at rydde op i det, der ikke er sendt. Send nu, mens du har net, eller kopiér teksten.",
    [["see", "Se, hvad der venter"], ["", "Senere"]]);
  if (answer) location.href = "/uden-net#koe";
}

/** What the server has in hand for whoever is signed in; nothing if it does not answer in time. */
async function askInHand() {
  try {
    const response = await fetch("/i-haanden", { headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(ASKING) });
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

/** A refusal because somebody else is signed in by now says nothing about the text. */
export async function isAnotherHere(owner) {
  const told = await askInHand();
  return Boolean(told.owner && told.owner !== owner);
}

/** What goes on from the row `op` starts from what `stands` now: of each field that there is. */
const anew = (fields, stands) => fields.map(([name, value]) => [name, String(stands[name] ?? value)]);

async function startAnew(op, stands) {
  for (const row of await rows()) {
    if (row.replaces === op && !row.tried && row.state !== "parked") await change(row.op, { fields: anew(row.fields, stands) });
  }
}

/** Her own text was saved: whatever goes on from it starts from what `stands` there now, by field.
 *  What waits in the queue and what is kept as a draft do so without a conflict with herself; what
 *  the device holds is old. */
export async function goneOn({ op, owner, place }, stands = {}) {
  await startAnew(op, stands);
  // The server may have this draft already, as it was.
  const restarted = draft => ({ ...draft, fields: Object.fromEntries(anew(Object.entries(draft.fields), stands)), saved: false });
  const mine = unsent.get(place);
  if (mine?.replaces === op) unsent.set(place, restarted(mine));
  await transaction("readwrite", ({ drafts, inhand }) => {
    const kept = drafts.get([owner, place]);
    kept.onsuccess = () => kept.result?.replaces === op && drafts.put(restarted(kept.result));
    const asked = inhand.get(owner);
    asked.onsuccess = () => {
      const held = asked.result ?? { owner, cycles: [] };
      for (const thing of held.cycles.flatMap(each => each.things)) if (stands.revision && thing.place === place) thing.fields.revision = stands.revision;
      inhand.put({ ...held, at: 0, saved: op });
    };
  });
}

/** The answer that waited was sent meanwhile: on, unless she is writing on it. What she has pressed in
 *  this very moment, or turned to, comes first. */
export async function goOn({ op, fields }, outcome) {
  const { kind, to, stands = {} } = outcome, forms = [...document.querySelectorAll("form[data-place]")];
  await Promise.all(forms.map(form => form.isBusy?.isQueued));
  await startAnew(op, stands);
  const successors = (await rows()).filter(row => row.replaces === op).map(row => row.op), sent = Object.fromEntries(fields);
  for (const form of forms) {
    if (successors.includes(form.waitingAs)) startFrom(form, stands);
    if (form.waitingAs !== op || form.isBusy || form.stays?.(outcome) || kind !== "saved") continue;
    form.waitingAs = undefined;
    if (isAsSent(form, sent, stands)) {
      form.isDone = true;
      lock(form, true);
      return go(to);
    }
    // Else she would conflict with herself; and what is kept of it goes on from there too.
    startFrom(form, stands);
    form.dispatchEvent(new Event("input"));
  }
}

function isAsSent(form, sent, stands) {
  const now = fieldsOf(form), isUnticked = name => form.elements[name]?.type === "checkbox" && !(name in now);
  return !Object.keys(sent).some(isUnticked) && Object.entries(now).every(([name, value]) => name in stands || value === (sent[name] ?? ""));
}

function startFrom(form, stands) {
  const isKept = same(fieldsOf(form), form.keptFields);
  for (const name in stands) if (form.elements[name]) form.elements[name].value = stands[name];
  if (isKept) form.keptFields = fieldsOf(form);
}
