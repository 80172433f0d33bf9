// The page of a file: asks how far it is, moves the bar, and fetches the file when it is there;
// on the page of a text it copies.

const waiting = document.querySelector("[data-job]"), bar = document.querySelector("progress");
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Asks until it has an end; without an answer the next question waits longer. */
async function watch() {
  for (let wait = 400; ; wait = Math.min(wait * 1.3, 3000)) {
    await pause(wait);
    try {
      const answer = await fetch(waiting.dataset.job, { redirect: "error", headers: { Accept: "application/json" } });
      if (!answer.ok) return location.reload();
      const { is_open, done, total } = await answer.json();
      if (!is_open) return location.replace(waiting.dataset.ready);
      if (total) [bar.max, bar.value] = [total, done];
    } catch {
      // No connection: the job goes on without this page.
    }
  }
}

if (waiting) watch();

const starts = document.querySelector("[data-starts]");
if (starts) {
  // Once: a reload of this page must not fetch it again.
  history.replaceState(null, "", location.pathname);
  location.assign(starts.href);
}

const copy = document.querySelector("[data-copy]");
if (copy) {
  const text = document.querySelector("[data-copied]"), told = document.querySelector("[data-told]");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      told.textContent = "Kopieret. Sæt den ind, hvor du vil.";
    } catch {
      told.textContent = "Teksten er markeret. Kopiér den med tastaturet eller menuen.";
    }
  });
}
