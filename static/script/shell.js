// The page that opens without a connection: choose a forløb, write, and see what waits.

import { make } from "./dialog.js";
import { again, count, flush, whenChanged } from "./outbox.js";
import { signIn } from "./signin.js";
import { isSignedOut } from "./status.js";
import { erase, read } from "./storage.js";
import { turn, watch } from "./writing.js";

const find = name => document.querySelector(`[data-shell=${name}]`);
let cycles = [], owner = "";

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

/** Everything that can be written in a cycle, the note first. */
const thingsIn = cycle => [
  ...(cycle.note ? [{ ...cycle.note, label: `Note · ${cycle.title}`, field: "text", name: "Dagens note", asks: "Hvad lagde du mærke til i dag?" }] : []),
  // Started from nothing, since what is saved there is not on the device: it will be put beside it.
  ...cycle.questions.map(each => ({ ...each, fields: { revision: 0 }, name: each.label, label: `${each.label} · ${cycle.title}` })),
];

async function offer() {
  const which = find("cycle"), what = find("what"), form = find("form");
  which.replaceChildren(...cycles.map((cycle, at) => make("option", { value: at, textContent: cycle.title })));
  which.onchange = () => { list(); choose(); };
  what.onchange = choose;
  find("write").hidden = false;
  which.value = Math.max(0, cycles.findIndex(cycle => cycle.note));
  // The page that she wanted, if that is something to write.
  const wanted = location.pathname;
  const at = cycles.findIndex(cycle => thingsIn(cycle).some(each => each.place === wanted));
  if (at >= 0) which.value = at;
  list();
  if (at >= 0) what.value = thingsIn(cycles[at]).findIndex(each => each.place === wanted);
  await choose();
  await watch(form);

  function list() {
    what.replaceChildren(...thingsIn(cycles[which.value]).map((each, n) => make("option", { value: n, textContent: each.name })));
  }

  async function choose() {
    const chosen = thingsIn(cycles[which.value])[what.value || 0];
    form.hidden = !chosen;
    if (chosen) await turn(form, () => writeIn(chosen));
  }

  function writeIn(chosen) {
    Object.assign(form.dataset, { place: chosen.place, label: chosen.label });
    form.action = chosen.action;
    const text = form.querySelector("textarea");
    Object.assign(text, { name: chosen.field ?? "text", value: "" });
    form.querySelector("label").textContent = chosen.asks ?? chosen.name;
    find("answered").hidden = !chosen.revision;
    form.querySelectorAll("[type=hidden]").forEach(each => each.remove());
    const hidden = { ...chosen.fields, owner, draft: "" };
    if (chosen.place.startsWith("/#")) hidden.key = crypto.randomUUID();
    for (const [name, value] of Object.entries(hidden)) if (name !== text.name) form.append(make("input", { type: "hidden", name, value }));
  }
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
  if (row.state === "refused") button("Prøv igen", () => again(row.op));
  if (text) button("Kopiér teksten", event => copy(event.target, text));
  button("Slet", event => remove(event.target, row));
  return make("li", { children: [...parts, actions] });
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
