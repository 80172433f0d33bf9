// The guard while somebody writes: what it finds stands quietly below the field, with what it
// offers. Nothing is sent, no letter waits for it, and it changes no word by itself.

import { bare, lookAt, namesFrom } from "./guard.js";

const LIST = "/navneliste";
const PAUSE = 400, TOLD_AFTER = 1500, SHOWN = 12;
const NAMES = new Set(["name", "maybe_name", "initials"]);
const SAYS = {
  cpr: "{} ligner et CPR-nummer og kan ikke gemmes.",
  phone: "{} ligner et telefonnummer.",
  email: "{} ligner en mailadresse.",
  address: "{} ligner en adresse.",
  initials: "{} kan vise, hvilket barn det er.",
  name: "Er {} et navn?",
  maybe_name: "Er {} et navn?",
};
// The stop card's words stand at the foot of every page.
const stop = document.querySelector(".foot p");
const HEALTH = "Sygdom, diagnoser og familieforhold kan vise, hvem det handler om. Skriv hellere om det, I selv gør.";
const TAKEN_OUT = "Tallet er fjernet. Teksten står her endnu.";
const FIELDS = "textarea, input[type=text]";

let known, said, saidTimer;
const shown = new WeakMap(), timers = new WeakMap();

const isGuarded = field => field.matches?.(FIELDS) && field.form?.matches("[data-guarded]") && !field.readOnly;
const fieldsOf = form => [...form.querySelectorAll(FIELDS)].filter(isGuarded);

function element(tag, attributes = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...inside);
  return made;
}

/** What she has said is no name, in the form itself: it goes with the draft and with the save. */
function listOf(form) {
  return form.elements.not_names ?? form.appendChild(element("input", { type: "hidden", name: "not_names" }));
}

const notNamesOf = form => new Set(listOf(form).value.split(",").filter(Boolean).map(bare));

const look = field => lookAt(field.value, { names: known, notNames: notNamesOf(field.form) });

/** The same words once, however often they stand there. */
function grouped(marks) {
  const groups = new Map();
  for (const mark of marks) {
    if (!SAYS[mark.kind]) continue;
    const key = `${mark.kind} ${mark.words}`, group = groups.get(key) ?? { ...mark, times: 0 };
    group.times += 1;
    groups.set(key, group);
  }
  return [...groups.values()].slice(0, SHOWN);
}

function boxBelow(field) {
  const around = field.closest(".field") ?? field.parentElement;
  let box = [...around.querySelectorAll("[data-marks]")].find(each => each.dataset.marks === field.id);
  if (!box) {
    box = element("div", { className: "marks" });
    box.dataset.marks = field.id;
    field.after(box);
  }
  return box;
}

const button = (words, unseen, onclick) =>
  element("button", { type: "button", className: "chip", onclick }, words, element("span", { className: "sr" }, unseen));

function row(field, thing) {
  const quoted = SAYS[thing.kind].replace("{}", () => `”${thing.words}”`);
  const line = element("p", {}, quoted), buttons = element("div", { className: "row" });
  if (thing.times > 1) line.append(element("span", { className: "muted" }, ` (${thing.times} steder)`));
  if (thing.kind === "cpr") buttons.append(button("Fjern tallet", "", () => takeOut(field)));
  thing.offers.forEach((offer, number) => {
    const words = offer[0].toLowerCase() + offer.slice(1);
    buttons.append(button(words, ` i stedet for ${thing.words}`, () => replace(field, thing, number)));
  });
  if (NAMES.has(thing.kind)) buttons.append(button("Det er ikke et navn", ` (${thing.words})`, () => isNoName(field, thing.words)));
  return element("li", {}, line, buttons);
}

/** What stands below the field; left alone where it would be the same again. */
function show(field) {
  // The page without a connection asks other questions meanwhile: a field may be gone.
  if (!isGuarded(field)) return;
  const marks = look(field), things = grouped(marks), kinds = new Set(marks.map(mark => mark.kind));
  const key = JSON.stringify([things, kinds.has("concern"), kinds.has("health")]);
  if (shown.get(field) === key) return;
  const isFirst = !shown.has(field), box = boxBelow(field), inside = [];
  shown.set(field, key);
  if (kinds.has("concern")) {
    inside.push(element("div", { className: "stop", role: "note" }, stop.cloneNode(true)));
  }
  if (things.length) {
    inside.push(element("ul", { role: "list", ariaLabel: "Fundet i teksten" }, ...things.map(thing => row(field, thing))));
  }
  if (kinds.has("health")) inside.push(element("p", { className: "hint" }, HEALTH));
  box.replaceChildren(...inside);
  if (!isFirst || things.length) tell(things.length, kinds.has("concern"));
}

/** In words for those who listen: some time after the last letter, not with each of them. */
function tell(number, isOfConcern) {
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => {
    const found = number === 1 ? "Under feltet står 1 sted at se på." : `Under feltet står ${number} steder at se på.`;
    const words = `${isOfConcern ? stop.textContent : ""} ${number ? found : ""}`.trim();
    if (said.textContent !== words) said.textContent = words;
  }, TOLD_AFTER);
}

/** As if she had typed it: it is kept as a draft. */
function typed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  show(field);
  field.focus();
}

const beginsSentence = before => /(?:^|[.!?:…\n]["”’)\]]*)\s*["”“([–-]*\s*$/.test(before.slice(-20));

function replace(field, thing, number) {
  for (const mark of look(field).filter(each => each.kind === thing.kind && each.words === thing.words).reverse()) {
    const offer = mark.offers[number];
    const isFirst = beginsSentence(field.value.slice(0, mark.start));
    field.setRangeText(isFirst ? offer[0].toUpperCase() + offer.slice(1) : offer, mark.start, mark.end, "end");
  }
  typed(field);
}

/** Every CPR number of the field, and one of the spaces around each. */
function takeOut(field) {
  for (let mark; (mark = look(field).find(each => each.kind === "cpr")); ) {
    const before = field.value.slice(0, mark.start);
    const goesOn = (/[ \n]$/.test(before) || !before) && field.value[mark.end] === " ";
    field.setRangeText("", mark.start, mark.end + (goesOn ? 1 : 0), "end");
  }
  const around = field.closest(".field"), told = field.form.querySelector("[data-told]");
  around?.querySelectorAll(".errmsg, button[value=tal]").forEach(each => each.remove());
  around?.classList.remove("err");
  field.removeAttribute("aria-invalid");
  const summary = field.form.querySelector(".errsum");
  summary?.querySelector(`[href="#${field.id}"]`)?.parentElement.remove();
  if (summary && !summary.querySelector("li")) {
    summary.remove();
    document.title = document.title.replace("Fejl: ", "");
  }
  if (told) {
    told.textContent = TAKEN_OUT;
    told.classList.remove("errmsg");
  }
  typed(field);
}

function isNoName(field, words) {
  const list = listOf(field.form);
  list.value = [...list.value.split(",").filter(Boolean), words.replaceAll(",", "")].join(",");
  list.dispatchEvent(new Event("input", { bubbles: true }));
  fieldsOf(field.form).forEach(show);
  field.focus();
}

/** With the names as the server lists them; without those, nothing. */
export async function begin() {
  known = await namesFrom(LIST);
  if (!known) return;
  said = document.body.appendChild(element("p", { className: "sr", role: "status" }));
  document.addEventListener("input", ({ target }) => {
    if (!isGuarded(target)) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(show, PAUSE, target));
  });
  // A note that waits for a connection leaves an empty field.
  document.addEventListener("focusin", ({ target }) => isGuarded(target) && show(target));
  document.addEventListener("submit", ({ target }) => setTimeout(() => fieldsOf(target).forEach(show), PAUSE));
  // The button that the server put there does the same on the spot.
  document.addEventListener("click", event => {
    const pressed = event.target.closest?.("form[data-guarded] button[name=vagt][value=tal]");
    if (!pressed) return;
    event.preventDefault();
    fieldsOf(pressed.form).filter(field => look(field).some(each => each.kind === "cpr")).forEach(takeOut);
  });
  for (const form of document.querySelectorAll("form[data-guarded]")) fieldsOf(form).forEach(show);
}
