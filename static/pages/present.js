// ”Vis for holdet”: the keys of a keyboard and of a presenter's remote, and the whole screen.
// Each picture is asked for anew, so that what was withdrawn is gone; the page itself stays, since
// a browser leaves the whole screen with the page.
const PARTS = [".present-main", ".present-turn"];
const KEYS = {
  ArrowRight: "[rel=next]", ArrowDown: "[rel=next]", PageDown: "[rel=next]", " ": "[rel=next]",
  ArrowLeft: "[rel=prev]", ArrowUp: "[rel=prev]", PageUp: "[rel=prev]",
  Escape: "[data-leave]",
};
const ENDS = { Home: "first", End: "last" };
// What a browser scrolls by, as long as there is more to see.
const SCROLLS = new Set(["ArrowDown", "ArrowUp", "PageDown", "PageUp", " "]);
let turning = false;

function show(page, address) {
  for (const part of PARTS) document.querySelector(part).replaceWith(page.querySelector(part));
  document.title = page.title;
  history.replaceState(null, "", address);
  window.scrollTo(0, 0);
  ready();
}

async function turn(there, rel) {
  if (turning) return;
  turning = true;
  try {
    const answer = await fetch(there, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected || !page.querySelector(PARTS[0])) location.assign(there);
    else {
      show(page, there);
      // Who pressed a button stays on it.
      if (rel) (document.querySelector(`a[rel=${rel}]`) || document.querySelector(PARTS[0])).focus();
    }
  } catch {
    document.querySelector(".present-turn [role=status]").textContent = "Ingen forbindelse. Prøv igen.";
  }
  turning = false;
}

// A long passage is read to its end before the next one comes.
function hasMore(down) {
  const left = down
    ? document.documentElement.scrollHeight - innerHeight - scrollY
    : scrollY;
  return left > 4;
}

function ready() {
  const full = document.querySelector("[data-full]");
  full.hidden = !document.fullscreenEnabled;
  full.textContent = document.fullscreenElement ? "Luk fuld skærm" : "Fuld skærm";
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const onButton = event.key === " " && event.target.closest("button");
  const end = document.querySelector(PARTS[1]).dataset[ENDS[event.key]];
  if (end) {
    event.preventDefault();
    turn(end);
    return;
  }
  let sought = KEYS[event.key];
  if (event.key === " " && event.shiftKey) sought = "[rel=prev]";
  if (!sought || onButton) return;
  if (SCROLLS.has(event.key) && hasMore(sought === "[rel=next]")) return;
  const link = document.querySelector(sought);
  event.preventDefault();
  if (!link) return;
  if (sought === "[data-leave]") location.assign(link.href);
  else turn(link.href);
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("a[rel], [data-full]");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (pressed.rel) turn(pressed.href, pressed.rel);
  else if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
document.addEventListener("fullscreenchange", ready);
ready();
