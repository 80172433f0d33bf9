// The one line that says where her texts are. ”Alt er gemt” stands there only when the server has
// said so of everything.

const line = document.querySelector("[data-status]");

const now = {
  // Words only: whether there is a connection shows when sending.
  isAway: !navigator.onLine,
  isSignedOut: false,
  isSending: false,
  // A text that the server does not have yet.
  isWriting: false,
  cannotKeep: false,
  waiting: 0,
  refused: 0,
  conflict: "",
};

const texts = number => (number === 1 ? "1 tekst" : `${number} tekster`);

function words() {
  if (now.cannotKeep) return ["Gemmes ikke her", "is-off"];
  if (now.conflict) return ["Ændret to steder", "is-off"];
  if (now.isSignedOut) return [`Log ind for at ${now.waiting ? `sende ${now.waiting}` : "gemme"}`, "is-off"];
  if (now.refused) return [`${texts(now.refused)} ikke sendt`, "is-off"];
  if (now.isAway) return [now.waiting ? `Uden net · ${now.waiting} venter` : "Uden net", "is-off"];
  if (now.isSending) return ["Gemmer …", ""];
  if (now.waiting) return [`Prøver igen · ${now.waiting} venter`, "is-off"];
  // A draft that was refused: on a shared device it lies nowhere but on the page.
  if (now.where) return [`Kun på ${now.where}`, "is-off"];
  return now.isWriting ? ["Gemmer …", ""] : ["Alt er gemt", ""];
}

/** Something has changed: say it, if it is worth other words. */
export function tell(changes = {}) {
  Object.assign(now, changes);
  if (!line) return;
  const [text, look] = words();
  line.className = `sync is-known ${look}`;
  line.href = now.conflict || "/uden-net#koe";
  const place = line.querySelector("[data-words]");
  if (place.textContent !== text) place.textContent = text;
}

export const isSignedOut = () => now.isSignedOut;
export const cannotKeep = () => now.cannotKeep;

/** What is said beside a form. */
export function say(form, text, isAlert = false) {
  const place = form.querySelector("[data-told]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("errmsg", isAlert);
  place.setAttribute("role", isAlert ? "alert" : "none");
}
