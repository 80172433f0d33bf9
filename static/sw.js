// Opens the program without a connection. It keeps hashed static files and the empty shell, never a
// page with anybody's text, and it never sends anything: what is written waits in the page's queue.
// VERSION and KEPT stand before this, written by the server.

const SHELL = KEPT[0], PREFIX = "logbogen-", NAME = PREFIX + VERSION;

addEventListener("install", event => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  // Without cookies: the shell is nobody's.
  await cache.addAll(KEPT.map(path => new Request(path, { credentials: "omit", cache: path === SHELL ? "reload" : "default" })));
  // Safe at once, since only static files and the shell are kept.
  await skipWaiting();
})()));

addEventListener("activate", event => event.waitUntil((async () => {
  // One older generation stays for tabs that are open still.
  const older = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== NAME).slice(0, -1);
  await Promise.all(older.map(name => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener("fetch", event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(caches.match(request).then(kept => kept ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(navigate(event));
});

/** From the network; only when that fails, not when it is slow, the shell. */
async function navigate(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    // The newest shell: an older generation's names files that are gone.
    const cache = await caches.open(NAME);
    return (await cache.match(SHELL)) ?? (await caches.match(SHELL)) ?? Response.error();
  }
}
