// The page that opens without a connection: choose a forløb, write, and see what waits.

import { make } from "./dialog.js";
import { fieldsOf, placeOf, same, textIn } from "./form.js";
import { count, flush, whenChanged } from "./outbox.js";
import { lock } from "./saving.js";
import { signIn } from "./signin.js";
import { isSignedOut, say } from "./status.js";
import { change, erase, read } from "./storage.js";
import { CANNOT_KEEP, keep, restore, watch } from "./writing.js";

const find = name => document.querySelector(`[data-shell=${name}]`);
let cycles = [], owner = "", turning = Promise.resolve();

export async function open(somebody) {
  owner = somebody;
  const held = owner && (await read("inhand", owner));
  cycles = held?.cycles ?? [];
  if (cycles.length) await offer();
  else find("nothing").hidden = false;
  find("send").onclick = sendNow;
  const away = () => { find("away").hidden = navigator.onLine; };
  addEventListener("online", away);
  addEventListener("offline", away);
  away();
  whenChanged(listQueue);
  listQueue(await count());
}

// -- writing ------------------------------------------------------------------------------------

async function offer() {
  const which = find("cycle"), what = find("what"), form = find("form");
  which.replaceChildren(...cycles.map(cycle => make("option", { value: cycle.id, textContent: cycle.title })));
  which.onchange = () => { list(); choose(); };
  what.onchange = choose;
  find("write").hidden = false;
  // The page that she wanted, if that is something to write; else a note.
  const isWanted = each => each.place === location.pathname, isNote = each => each.place.startsWith("/#");
  const wanted = cycles.find(cycle => cycle.things.some(isWanted));
  which.value = (wanted ?? cycles.find(cycle => cycle.things.some(isNote)) ?? cycles[0]).id;
  list();
  if (wanted) what.value = location.pathname;
  await choose();

  function list() {
    what.replaceChildren(...chosen().things.map(each => make("option", { value: each.place, textContent: each.name })));
  }

  function chosen() {
    return cycles.find(cycle => cycle.id === which.value);
  }

  /** One turn after the other, each of them whole: else one place's text could come to stand in another. */
  function choose() {
    return (turning = turning.then(turn).catch(() => {}));
  }

  /** The one form writes in another place from now on. */
  async function turn() {
    const place = what.value, cycle = chosen();
    if (place === form.dataset.place || form.isPlain) return;
    // What is typed from here on belongs to the next place.
    lock(form, true);
    // What was sent meanwhile counts: else she would conflict with herself. And where nothing can be
    // read, what lies there would be written over.
    const [held] = await Promise.all([read("inhand", owner), read("drafts", [owner, place])]).catch(() => []);
    if (form.watched && !held) return stay();
    const pressed = form.isBusy;
    // What is being saved goes its own way, once it is kept.
    if (pressed && !(await pressed.isQueued)) return stay();
    if (pressed) pressed.isLeft = true;
    form.isBusy = { isQueued: turning };
    try {
      if (form.watched) await keep(form);
      if (form.watched && !form.isDone && textIn(form) && !same(fieldsOf(form), form.keptFields)) return stay();
      const known = held?.cycles.flatMap(each => each.things).find(each => each.place === place);
      writeIn(known ?? cycle.things.find(each => each.place === place), cycle);
      form.waitingAs = undefined;
      form.isDone = false;
      form.keptPlace = placeOf(form);
      form.keptFields = fieldsOf(form);
      // Nobody writes before what lies here has come in.
      lock(form, true);
      await (form.watched ? restore(form) : watch(form)).catch(() => {});
    } finally {
      lock(form, false);
      form.isBusy = null;
    }
  }

  /** The only copy stands here: she stays with it. */
  function stay() {
    which.value = cycles.find(cycle => cycle.things.some(each => each.place === form.dataset.place)).id;
    list();
    what.value = form.dataset.place;
    say(form, CANNOT_KEEP, true);
    lock(form, Boolean(form.isBusy));
  }

  function writeIn({ place, name, asks, fields }, cycle) {
    Object.assign(form.dataset, { place, label: `${name} · ${cycle.title}` });
    form.action = place.split("#")[0];
    find("asks").replaceChildren(...asks.map(question));
    find("answered").hidden = !fields.revision;
    form.querySelectorAll("[type=hidden]").forEach(each => each.remove());
    const hidden = { ...fields, owner, draft: "" };
    if ("key" in hidden) hidden.key = crypto.randomUUID();
    for (const [each, value] of Object.entries(hidden)) form.append(make("input", { type: "hidden", name: each, value }));
  }
}

function question([name, words, type]) {
  const id = `svar-${name}`, rules = { id, name, className: "input" };
  const field = type ? make("input", { ...rules, type }) : make("textarea", { ...rules, rows: 6, autocapitalize: "sentences" });
  if (type === "date") field.max = field.value = new Date().toLocaleDateString("sv");
  return make("div", { className: "field", children: [make("label", { htmlFor: id, textContent: words }), field] });
}

// -- the queue ----------------------------------------------------------------------------------

const STATES = {
  ready: ["Venter på net", "tag-try"],
  signin: ["Log ind for at sende", "tag-try"],
  refused: ["Ikke sendt", "tag-reflect"],
  parked: ["Skrevet i en anden fane", "tag-try"],
  conflict: ["Ændret to steder", "tag-try"],
};

async function sendNow() {
  await flush();
  if (isSignedOut() && (await signIn(owner))) await flush();
}

function listQueue(rows) {
  find("empty").hidden = rows.length > 0;
  find("sending").hidden = !rows.some(row => row.state === "ready" || row.state === "signin");
  find("queue").replaceChildren(...rows.map(item));
}

function age(at) {
  const days = Math.floor((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86400000 + 0.5);
  const hour = new Date(at).toLocaleTimeString("da", { hour: "numeric", minute: "2-digit" });
  return `Skrevet ${days < 1 ? "i dag" : days < 2 ? "i går" : `for ${days} dage siden`} kl. ${hour}`;
}

// The server quotes it as it was written.
const NUMBER = /”([^”]+)” ligner et CPR-nummer/;

function item(row) {
  const [words, look] = STATES[row.state];
  const { text } = row, parts = [
    make("h3", { textContent: row.label }),
    make("p", { children: [make("span", { className: `tag ${look}`, textContent: words }), " ", make("span", { className: "tiny muted", textContent: age(row.at) })] }),
  ];
  if (text) parts.push(make("p", { className: "text", textContent: text }));
  if (row.reason) parts.push(make("p", { className: "errmsg", textContent: row.reason }));
  const actions = make("div", { className: "row" });
  const button = (words, press) => actions.append(make("button", { type: "button", className: "btn btn-2 btn-s", textContent: words, onclick: press }));
  if (row.state === "conflict") actions.append(make("a", { className: "btn btn-s", href: row.to, textContent: "Se begge tekster" }));
  const number = NUMBER.exec(row.reason)?.[1];
  if (number) button("Fjern tallet", () => takeOut(row, number));
  else if (row.state === "refused") button("Prøv igen", () => again(row.op));
  if (text) button("Kopiér teksten", event => copy(event.target, text));
  button("Slet", event => remove(event.target, row));
  return make("li", { children: [...parts, actions] });
}

/** Once more, for a row that was refused. */
const again = op => change(op, { state: "ready", reason: "" }).then(flush);

/** Out of what waits, and then it is sent; is there one more, the server says so. */
async function takeOut({ op, fields, text }, number) {
  const without = words => words.split(number).map((part, place) => place ? part.replace(/^ /, "") : part).join("");
  await change(op, { fields: fields.map(([name, words]) => [name, without(words)]), text: without(text) });
  await again(op);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Kopieret";
  } catch {
    button.textContent = "Markér teksten, og kopiér den selv";
  }
}

/** Once to ask, once more to do it. */
async function remove(button, row) {
  if (!button.dataset.sure) {
    button.dataset.sure = "ja";
    button.textContent = "Slet den helt?";
    return;
  }
  await erase("outbox", row.op);
  await count();
}
