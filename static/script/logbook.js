// Where the script begins. Everything works without it; with it nothing that was written is lost.

import { enter, keepsNothing } from "./storage.js";
import { isSignedOut, say, tell } from "./status.js";
import { sendDrafts } from "./drafts.js";
import { begin, CANNOT_KEEP } from "./writing.js";
import { belongsTo, count, flush, seen, whenChanged } from "./outbox.js";

const isShell = document.body.dataset.page === "uden-net";
const LATER = 400;
const SHARED = "Delt enhed: intet gemmes på den, så der skal være net.";

async function start() {
  if (!keepsNothing) document.querySelector("form[action$='/log-ud']")?.addEventListener("submit", leave);
  let owner = document.body.dataset.owner ?? "", told = keepsNothing ? SHARED : "";
  if (keepsNothing) tell();
  try {
    // The shell is the same page for everybody: whoever was here last opens it.
    if (isShell) owner = await (await import("./beside.js")).whoseShell(SHARED);
    if (owner && !keepsNothing) await enter(owner);
  } catch {
    // Drafts still go to the server, what waits is sent, and Gem goes to the server at once.
    told = CANNOT_KEEP;
    tell({ cannotKeep: true });
  }
  belongsTo(owner);
  listenForStatus(owner);
  await begin(owner).catch(() => {});
  if (told) for (const form of document.querySelectorAll("form[data-place]")) say(form, told, told === CANNOT_KEEP);
  addEventListener("online", () => { tell({ isAway: false }); sendDrafts(); });
  addEventListener("offline", () => tell({ isAway: true }));
  // A page that comes back whole has let go of its texts: it must not be written in.
  addEventListener("pageshow", event => event.persisted && location.reload());
  if (!keepsNothing) return empty(owner);
  // With it comes what signing in on the spot needs.
  await (await import("./signout.js")).enterShared();
}

/** Send what waits, now and whenever there may be a way to the server. */
async function empty(owner) {
  whenChanged(async all => {
    if (all.length || document.querySelector(".waiting")) (await import("./beside.js")).listWaiting(all);
  });
  if (document.querySelector("[data-install]")) (await import("./beside.js")).offerInstalling();
  await seen(location.pathname).catch(() => {});
  await count().catch(() => {});
  flush();
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  if (isShell) (await import("./shell.js")).open(owner);
  else setTimeout(settleDown, LATER, owner);
}

/** Signing in on the spot; and on a shared device the line leads nowhere, since a page that is left
 *  is gone. */
function listenForStatus(owner) {
  document.querySelector("[data-status]")?.addEventListener("click", async event => {
    if (!isSignedOut()) return keepsNothing && event.preventDefault();
    event.preventDefault();
    const { signIn } = await import("./signin.js");
    if (!(await signIn(owner))) return;
    await flush();
    sendDrafts();
  });
}

/** Signing out takes everything of hers from the device, and asks first about what is not sent. */
async function leave(event) {
  const form = event.target;
  event.preventDefault();
  // Where nothing can be read, nothing is there to be asked about.
  try {
    // However soon she presses.
    await started.catch(() => {});
    const { mayLeave } = await import("./signout.js");
    if (!(await mayLeave(document.body.dataset.owner))) return;
  } catch {}
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
const started = isSecureContext && (document.body.dataset.owner || isShell) && start();
