// Where the script begins. Everything works without it; with it nothing that was written is lost.

import { keepsNothing, read, write } from "./storage.js";
import { isSignedOut, say, tell } from "./status.js";
import { sendDrafts } from "./drafts.js";
import { goOn, listWaiting } from "./saving.js";
import { begin } from "./writing.js";
import { belongsTo, count, flush, seen, whenChanged, whenSaved } from "./outbox.js";

const isShell = document.body.dataset.page === "uden-net";
const LATER = 400;

async function start() {
  let owner = document.body.dataset.owner ?? "";
  if (keepsNothing) {
    tell();
    begin(owner);
    for (const form of document.querySelectorAll("form[data-place]")) say(form, "Delt enhed: intet gemmes på den, så der skal være net.");
    return;
  }
  try {
    // The shell is the same page for everybody: whoever was here last opens it.
    if (owner) await write("meta", { key: "owner", owner });
    else if (isShell) owner = await (await import("./inhand.js")).whoIsHere((await read("meta", "owner"))?.owner ?? "");
  } catch {
    // Drafts still go to the server, and Gem sends the form as without script.
    tell({ cannotKeep: true });
    await begin(owner).catch(() => {});
    for (const form of document.querySelectorAll("form[data-place]")) {
      say(form, "Browseren kan ikke gemme på denne enhed. Tryk Gem, før du lukker siden.", true);
    }
    return;
  }
  belongsTo(owner);
  await seen(location.pathname);
  whenChanged(all => document.querySelectorAll("form[data-place]").forEach(form => listWaiting(form, all)));
  whenSaved(goOn);
  const place = document.querySelector("[data-install]");
  if (place) offerInstalling(place);
  await begin(owner);
  await count();
  flush();
  for (const form of document.querySelectorAll("form[action$='/log-ud']")) {
    form.addEventListener("submit", event => leave(event, owner));
  }
  document.querySelector("[data-status]")?.addEventListener("click", async event => {
    if (!isSignedOut()) return;
    event.preventDefault();
    const { signIn } = await import("./signin.js");
    if (!(await signIn(owner))) return;
    await flush();
    sendDrafts();
  });
  // A page that comes back whole has let go of its texts: it must not be written in.
  addEventListener("pageshow", event => event.persisted && location.reload());
  addEventListener("online", () => { tell({ isAway: false }); flush(); sendDrafts(); });
  addEventListener("offline", () => tell({ isAway: true }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  if (isShell) (await import("./shell.js")).open(owner);
  else setTimeout(settleDown, LATER, owner);
}

/** Offered where the browser can, and with nothing unsent: on some telephones the program on the
 *  home screen starts with an empty store. */
function offerInstalling(place) {
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

/** Signing out takes everything of hers from the device, and asks first about what is not sent. */
async function leave(event, owner) {
  const form = event.target;
  event.preventDefault();
  try {
    const { mayLeave } = await import("./signout.js");
    if (!(await mayLeave(owner))) return;
  } catch { /* nothing can be read, so nothing is there to be asked about */ }
  form.submit();
}

/** When the page is usable: what the device needs for the next time without a connection. */
async function settleDown(owner) {
  const worker = document.body.dataset.worker;
  if (worker) navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => {});
  const { refresh } = await import("./inhand.js");
  await refresh(owner);
}

// On plain http away from one's own machine there is neither a store that lasts nor a worker.
if (isSecureContext && (document.body.dataset.owner || isShell)) start();
