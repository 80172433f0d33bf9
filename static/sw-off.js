// Switched off by the setting: the worker takes what it kept along, and goes.

addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil((async () => {
  const mine = (await caches.keys()).filter(name => name.startsWith("logbogen-"));
  await Promise.all(mine.map(name => caches.delete(name)));
  await registration.unregister();
})()));
