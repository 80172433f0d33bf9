// What in a text could tell who a child is: the same rules and the same marks as
// logbook/privacy/guard.py. Nothing is sent; the list is asked for once and kept.

import { LETTER, asRead, wordsOf } from "./reading.js";
import { readList } from "./lists.js";
import { patternsOf } from "./patterns.js";
import { firstNamesOf } from "./names.js";

const KINDS = ["cpr", "email", "phone", "address", "name", "initials", "concern", "health", "maybe_name"];
const CHILD = ["et barn", "et af børnene"];
const CHILDS = ["et barns", "et af børnenes"];
const INSTEAD = { initials: CHILD, email: ["en mailadresse"], phone: ["et telefonnummer"], address: ["en adresse"] };
const REACHES = 80;
const PART = new RegExp(`[${LETTER}]+`, "g");
const ENDS = /[.!?\n]/;

const capitalised = words => words[0].toUpperCase() + words.slice(1);
const said = part => part.toLowerCase().match(PART) ?? [];

function stemsOf(names, ...sections) {
  const byBeginning = new Map();
  for (const each of sections.flatMap(section => [...names.those(section)])) {
    const beginning = each.replace("*", "").slice(0, 3);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), each]);
  }
  return small =>
    (byBeginning.get(small.slice(0, 3)) ?? []).some(each =>
      each.endsWith("*") ? small.startsWith(each.slice(0, -1)) : small === each,
    );
}

function sensitiveOf(names) {
  const of = (...sections) => stemsOf(names, ...sections);
  const sorts = ["concern", "violence", "worry", "health", "illness", "parted"];
  const [concern, violence, worry, health, illness, parted] = sorts.map(each => of(each));
  const any = of(...sorts);
  const [noWorry, ours, about, children] = ["no-worry", "ours", "about", "child-words"].map(
    each => of(each),
  );
  const soWeAre = of("is", "how-one-is", "numbers");
  const closeKin = of("close-kin", "family");
  const somebody = of("child-words", "close-kin", "family");

  const around = (read, start, end) => [
    said(read.slice(Math.max(0, start - REACHES), start).split(ENDS).at(-1)),
    said(read.slice(end, end + REACHES).split(ENDS)[0]),
  ];

  function isOurWorry(small, [before, after]) {
    if (before.slice(-3).some(noWorry) || before.slice(-4).some(closeKin)) return false;
    // Jeg er bekymret, for han spiser ikke: that is why, not what it is about.
    const place = after.findIndex((word, at) => about(word) && !/^h[au]n$/.test(after[at + 1]));
    if (place >= 0) return after.slice(place + 1).some(children);
    if (after.slice(0, 3).some(noWorry)) return false;
    const whose = before.findLast(word => !soWeAre(word)) ?? "";
    return small.endsWith("en") || [whose, ...after.slice(0, 1)].some(ours);
  }

  return function* sensitive(read, word) {
    if (!any(word.small) && !word.small.includes("-")) return;
    let start = word.start;
    for (const small of word.small.split("-")) {
      const end = Math.min(start + small.length, word.end);
      const withMight = () => /^ og magt/i.test(read.slice(end, end + 8));
      if (concern(small) || (violence(small) && !withMight())) yield ["concern", start, end];
      else if (worry(small)) {
        if (isOurWorry(small, around(read, start, end))) yield ["concern", start, end];
      } else if (health(small)) yield ["health", start, end];
      else if (illness(small)) {
        const [before, after] = around(read, start, end);
        if ([...before.slice(-5), ...after.slice(0, 5)].some(somebody)) yield ["health", start, end];
      } else if (parted(small)) {
        const [before] = around(read, start, end);
        if (before.at(-1) !== "et" && before.slice(-4).some(closeKin)) yield ["health", start, end];
      }
      start = end + 1;
    }
  };
}

const made = new WeakMap();

function rulesOf(names) {
  if (!made.has(names)) {
    const { age, found } = patternsOf(names);
    made.set(names, {
      found, firstNames: firstNamesOf(names, age), sensitive: sensitiveOf(names), shortened: names.those("shortened"),
    });
  }
  return made.get(names);
}

function* foundIn(read, names) {
  const { found, firstNames, sensitive, shortened } = rulesOf(names);
  for (const [kind, spans] of Object.entries(found)) {
    for (const [start, end] of spans(read)) yield [kind, start, end, INSTEAD[kind] ?? []];
  }
  const words = wordsOf(read, shortened);
  for (const word of words) {
    for (const [kind, start, end] of sensitive(read, word)) yield [kind, start, end, []];
  }
  for (const name of firstNames(read, words)) {
    const offers = name.genitive ? CHILDS : CHILD;
    const kind = name.isLikely ? "name" : "maybe_name";
    yield [kind, name.start, name.end, name.begins ? offers.map(capitalised) : offers];
  }
}

// By where they begin, and of two that overlap the one of the kind that matters more.
function inOrder(found) {
  const rank = ([kind]) => KINDS.indexOf(kind);
  const sorted = [...found].sort((one, other) => rank(one) - rank(other) || one[1] - other[1] || other[2] - one[2]);
  const kept = [];
  for (const each of sorted) {
    let place = 0;
    let above = kept.length;
    while (place < above) {
      const middle = (place + above) >> 1;
      if (kept[middle][1] <= each[1]) place = middle + 1;
      else above = middle;
    }
    const follows = place === 0 || kept[place - 1][2] <= each[1];
    if (follows && (place === kept.length || each[2] <= kept[place][1])) kept.splice(place, 0, each);
  }
  return kept;
}

// A name as it is remembered: in small letters, without what makes it a genitive.
export const bare = words => asRead(words).read.replace(/[(),]/g, "").toLowerCase().replace(/[='’-]+$/, "");

function isNoName(words, notNames) {
  const plain = bare(words);
  return notNames.has(plain) || notNames.has(plain.replace(/s$/, "").replace(/['’]+$/, ""));
}

// The marks on the last letter belong to it; what nobody sees after it may stay.
function lastOf(text, from, following) {
  let last = from;
  while (last < following) {
    const letter = String.fromCodePoint(text.codePointAt(last));
    if (["a", `a${letter}`].includes(asRead(`a${letter}`).read)) break;
    last += letter.length;
  }
  return last;
}

// `names` is what `readList` gives; `notNames` a Set of words as `bare` gives them. Each mark is
// `{kind, start, end, words, offers}`, in order; the places are those of the string.
export function lookAt(text, { names, notNames = new Set() }) {
  const { read, starts, ends } = asRead(text);
  const marks = [];
  for (const [kind, start, end, offers] of inOrder(foundIn(read, names))) {
    const first = starts ? starts[start] : start;
    let last = starts ? ends[end - 1] : end;
    if (starts && starts[end] > last && last < text.length) last = lastOf(text, last, starts[end]);
    const words = text.slice(first, last);
    const isAName = /name|ini/.test(kind);
    if (isAName && notNames.size && isNoName(words, notNames)) continue;
    marks.push({ kind, start: first, end: last, words, offers });
  }
  return marks;
}

// The list that this person's guard reads, from the server or from the browser's own cache.
export async function namesFrom(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || !answer.headers.get("Content-Type").startsWith("text/plain")) return null;
  return readList(await answer.text());
}
