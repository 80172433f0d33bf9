// The guard comes when the page is usable, and only where something is written. Without it the
// server still looks.

const whenIdle = window.requestIdleCallback ?? (call => setTimeout(call, 200));

if (document.querySelector("form[data-guarded]")) whenIdle(() => import("./guard.js").then(({ $marks }) => $marks.begin()).catch(() => {}));
