// Signing in on the spot: the page and its text stay where they are.

import { make } from "./dialog.js";
import { unsent } from "./drafts.js";
import { placeOf } from "./form.js";
import { cannotKeep, tell } from "./status.js";
import { enter, keepsNothing } from "./storage.js";

let asking;

/** Whether `owner` is signed in again. The box is there once, however many ask for it. */
export const signIn = owner => (asking ??= open(owner).finally(() => { asking = undefined; }));

function open(owner) {
  return new Promise(done => {
    const title = make("h2", { id: "log-ind-her", textContent: "Log ind for at gemme" });
    const error = make("p", { className: "errmsg", id: "log-ind-fejl" });
    error.setAttribute("role", "alert");
    const name = field("user_name", "Brugernavn", { autocomplete: "username", autocapitalize: "none", spellcheck: false });
    const word = field("password", "Adgangskode", { type: "password", autocomplete: "current-password" });
    const later = make("button", { type: "button", className: "btn btn-2", textContent: "Senere" });
    const form = make("form", { className: "form", noValidate: true, children: [
      title, make("p", { textContent: "Du er logget ud. Din tekst er her endnu, og den sendes, når du er logget ind." }),
      error, name, word,
      make("div", { className: "row", children: [make("button", { className: "btn", textContent: "Log ind" }), later] }),
    ] });
    const box = make("dialog", { className: "card dialog", children: [form] });
    box.setAttribute("aria-labelledby", title.id);
    later.onclick = () => box.close();
    box.onclose = () => {
      box.remove();
      done(box.returnValue === "in");
    };
    form.onsubmit = async event => {
      event.preventDefault();
      const words = new URLSearchParams(new FormData(form));
      // As it was, so it stays: a shared device keeps nothing.
      if (keepsNothing) words.set("is_shared", "y");
      const told = await send(words);
      if (!told.owner) {
        error.textContent = told.error ?? "Der er ikke net lige nu. Din tekst er her endnu.";
        form.elements.password.select();
      } else if (told.owner === owner) {
        if (!keepsNothing) await enter(owner).catch(() => {});
        tell({ isSignedOut: false });
        box.close("in");
      } else {
        leavePage();
      }
    };
    document.body.append(box);
    box.showModal();
  });
}

/** Somebody else: what stands on this page is not hers to see. What the device could not keep goes to
 *  the server, which seals it for its owner. */
function leavePage() {
  const form = (keepsNothing || cannotKeep()) && [...document.querySelectorAll("form[data-place]")].find(each => each.isBusy || unsent.has(placeOf(each)));
  if (!form) return void (location.href = "/");
  form.isPlain = form.isDone = true;
  form.requestSubmit();
}

function field(id, words, properties) {
  const input = make("input", { id: `her-${id}`, name: id, className: "input", ...properties });
  input.setAttribute("aria-describedby", "log-ind-fejl");
  return make("div", { className: "field", children: [make("label", { htmlFor: input.id, textContent: words }), input] });
}

async function send(body) {
  try {
    const response = await fetch("/log-ind", { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(20000), headers: { Accept: "application/json" } });
    return await response.json();
  } catch {
    return {};
  }
}
