// Choosing a passage: the words marked in the answer go into the field, whole and not cut.

const frame = document.querySelector("[data-mark-in]");
const whole = frame.querySelector("[data-whole]"), said = frame.querySelector("[data-said]");
const field = document.querySelector("[name=passage]");

/** Where the marked words begin and end in the answer; nothing if none of it is marked. */
function marked() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0), all = document.createRange();
  all.selectNodeContents(whole);
  if (!range.intersectsNode(whole)) return;
  if (range.compareBoundaryPoints(Range.START_TO_START, all) < 0) range.setStart(whole, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, all) > 0) range.setEnd(whole, whole.childNodes.length);
  all.setEnd(range.startContainer, range.startOffset);
  const from = `${all}`.length;
  return [from, from + `${range}`.length];
}

// A touch on the button may take the mark away again.
let last;
document.addEventListener("selectionchange", () => { last = marked() ?? last; });

frame.querySelector("[data-use]").onclick = () => {
  const text = whole.textContent, isLetter = at => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  let [from, to] = last ?? [];
  if (!last || !text.slice(from, to).trim()) {
    said.textContent = "Markér først nogle ord.";
    return;
  }
  while (isLetter(from) && isLetter(from - 1)) from -= 1;
  while (isLetter(to - 1) && isLetter(to)) to += 1;
  field.value = text.slice(from, to).trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  said.textContent = "Det markerede står nu i feltet.";
};
frame.hidden = false;
