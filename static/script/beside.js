// What is shown beside a form: the notes that wait, what another device has written there, and whose
// page it is.

import { make } from "./dialog.js";
import { whoIsHere } from "./inhand.js";
import { isNote } from "./form.js";
import { count, whenChanged } from "./outbox.js";
import { say } from "./status.js";
import { read } from "./storage.js";

/** The notes that wait, under the form that they were written in. */
export function listWaiting(all) {
  const here = all.filter(row => row.place.startsWith("/#") && row.state !== "conflict");
  for (const form of document.querySelectorAll("form[data-place]")) {
    let list = form.parentElement.querySelector(".waiting");
    if (!isNote(form) || (!list && !here.length)) continue;
    if (!list) {
      list = make("ul", { className: "waiting rows" });
      list.setAttribute("role", "list");
      form.after(list);
    }
    list.replaceChildren(...here.map(row => make("li", { children: [
      make("p", { className: "text", textContent: row.text }),
      make("span", { className: "tag tag-try", textContent: row.state === "refused" ? "Ikke sendt" : "Venter på net" }),
    ] })));
  }
}

/** The text of another device, which gave way to what lies on this one. */
export function showOther(form, text) {
  form.append(make("div", { className: "quote", children: [
    make("p", { className: "tiny muted", textContent: "På en anden enhed står der noget andet. Kopiér det, du vil have med." }),
    make("p", { className: "text", textContent: text }),
  ] }));
}

export const warnOfLength = (form, over) => say(form, `Teksten er ${over.toLocaleString("da")} tegn for lang. Den bliver stående; del den i to, før du gemmer.`, true);

export const askForText = form => say(form, "Skriv, hvad du lagde mærke til, før du gemmer.", true);

/** Whoever was here last; nobody on a shared device, which says so. */
export async function whoseShell(words) {
  const last = await read("meta", "owner");
  if (last?.isShared) {
    document.querySelector("[data-shell=nothing]").firstElementChild.textContent = words;
    document.querySelector("[data-shell=away]").firstElementChild.textContent = "Der er ikke net lige nu.";
  }
  return whoIsHere(last?.owner ?? "");
}

/** Offered where the browser can, and with nothing unsent: on some telephones the program on the
 *  home screen starts with an empty store. */
export function offerInstalling() {
  const place = document.querySelector("[data-install]");
  let asked;
  addEventListener("beforeinstallprompt", event => {
    event.preventDefault();
    asked = event;
    count();
  });
  whenChanged(all => { place.hidden = !asked || all.length > 0; });
  place.querySelector("button").onclick = () => {
    asked.prompt();
    asked = undefined;
    count();
  };
}
