// Which words are likely first names: the same as logbook/privacy/first_names.py.

import { CAPITAL } from "./reading.js";
import { matchesAt } from "./patterns.js";

const PARTICLES = new Set(["de", "du", "van", "von", "der", "al", "el", "bin", "af", "la"]);
const WEB = new Set("@./\\_#'’0123456789");
const LONGEST_NAME = 4;
// Rosa og hendes veninde
const THEIRS = new Set(["hans", "hendes", "jeg"]);
// What a verb ends as, and hardly anything else that stands after a name.
const DOES = /...ede$|.erer$/;
// Mads' jacket: the sign belongs to the name, and goes with it.
const ALONE = /(?<=[sxz])['’](?=[ \n])/iy;

const isShouted = word => word.text.length > 1 && word.text === word.text.toUpperCase();
const isTitle = before => before !== null && before.capital && !before.begins;

export function firstNamesOf(names, age) {
  const [persons, childrenDo, is, how] = ["persons-do", "children-do", "is", "how-one-is"].map(names.those);
  const personsDo = new Set([...persons, ...childrenDo]);
  const [owned, closeKin, places, house] = ["owned", "close-kin", "places", "of-a-house"].map(names.those);
  const [leadTo, notAged, joins, smallNever] = ["lead-to-a-place", "not-aged", "joins", "small-never"].map(names.those);
  const ownS = names.those("own-s");
  const streets = names.sections.get("ends-a-street");
  const isDone = small => personsDo.has(small) || DOES.test(small);
  const ageAfter = new RegExp(`(?: på | ?\\(|, )${age}`, "iy");
  // After a word that is a name and a word both: `Storm 4 år`, `Storm (4)`, `Storm: "Kom!"`
  const personAfter = new RegExp(` ${age}| \\(\\d\\d?½?\\)|: ?["»“”]`, "iy");
  const noThing = new Set([...is, ...joins, ...leadTo]);
  const notPersons = new Map();
  for (const phrase of names.sections.get("not-persons")) {
    const small = phrase.toLowerCase();
    const first = small.split(/[ .,-]/)[0];
    notPersons.set(first, [...(notPersons.get(first) ?? []), small]);
  }

  function* firstNames(read, words) {
    const gap = place => (words[place] && words[place + 1] ? read.slice(words[place].end, words[place + 1].start) : "");
    const nextTo = place => (gap(place) === " " ? words[place + 1] : null);
    const before = place => (place > 0 && gap(place - 1) === " " ? words[place - 1] : null);
    const isAged = word => matchesAt(ageAfter, read, word.end) !== null;

    function known(word) {
      if (!word.small.includes("-")) return names.find(word.small);
      const parts = word.text.split("-");
      if (!parts.every(part => CAPITAL.test(part[0]))) return null;
      return [word.small, parts[0], parts.at(-1)].map(part => names.find(part.toLowerCase())).find(Boolean) ?? null;
    }

    // In the middle of a sentence a word with a capital letter is one.
    const isOneBeside = word => word.capital && !places.has(word.small) && known(word) !== null;

    function showsPerson(place, name, doIt) {
      const word = words[place];
      const after = nextTo(place);
      if (isAged(word) || matchesAt(personAfter, read, word.end)) return true;
      if (!after) {
        const following = words[place + 1];
        if (gap(place) !== ", " || !following) return false;
        return isOneBeside(following) || following.small === "som";
      }
      if (doIt(after.small) && (name !== "hans" || personsDo.has(after.small))) return true;
      const twoOn = nextTo(place + 1);
      if (is.has(after.small) && twoOn) return how.has(twoOn.small);
      if (joins.has(after.small) && twoOn) return isOneBeside(twoOn) || THEIRS.has(twoOn.small);
      if (after.capital) return after.text.length > 1 && !places.has(after.small) && !isShouted(after);
      if (name === word.small) return false;
      // After a genitive anything but a verb and a little word; of a place, kin and clothes.
      if (places.has(name)) return owned.has(after.small) || closeKin.has(after.small);
      return !noThing.has(after.small) && !isDone(after.small);
    }

    function isShoutedName(place, marks) {
      const after = nextTo(place);
      const first = before(place);
      if (after && (isDone(after.small) || after.capital)) return !marks.includes("=");
      return first !== null && isShouted(first) && !marks.includes("=");
    }

    function isName(place, { name, marks }) {
      const word = words[place];
      const first = before(place);
      if (first && house.has(first.small)) return false;
      if (places.has(name) || places.has(word.small)) {
        if (isShouted(word) || (first && leadTo.has(first.small))) return false;
        return showsPerson(place, name, small => childrenDo.has(small));
      }
      const initial = place > 0 && gap(place - 1) === ". " ? words[place - 1] : null;
      if (initial && initial.capital && initial.text.length === 1) return false;
      if (isShouted(word)) return isShoutedName(place, marks);
      if (marks.includes("=") && (word.begins || isTitle(first))) return showsPerson(place, name, isDone);
      return true;
    }

    function mayBeOne(place) {
      const word = words[place];
      const first = before(place);
      const after = nextTo(place);
      if (word.text.length < 2 || isShouted(word) || places.has(word.small)) return false;
      if (isAged(word) && !notAged.has(word.small)) return true;
      if (streets.some(each => word.small.endsWith(each))) return false;
      if (word.begins || isTitle(first) || (first && house.has(first.small))) return false;
      // De små fra Spirerne peger: who does it comes from there.
      if (after && childrenDo.has(after.small) && !["fra", "i"].includes(first?.small)) return true;
      if (first && childrenDo.has(first.small)) return true;
      if (after && word.small.endsWith("s") && closeKin.has(after.small)) return true;
      if (first && joins.has(first.small) && gap(place - 2) === " ") return isOneBeside(words[place - 2]);
      if (after && joins.has(after.small) && gap(place + 1) === " ") return isOneBeside(words[place + 2]);
      return false;
    }

    function whole(place) {
      let last = place;
      while (last - place < LONGEST_NAME && last + 1 < words.length) {
        const following = words[last + 1];
        const between = gap(last);
        if (between !== " " && !(words[last].text.length === 1 && between === ". ")) break;
        if (PARTICLES.has(following.small) && !following.capital && gap(last + 1) === " ") {
          if (!words[last + 2].capital) break;
          last += 2;
          continue;
        }
        if (!following.capital || places.has(following.small) || isShouted(following)) break;
        last += 1;
      }
      return last;
    }

    // Hanna Nielsens Gade, Dagmar Teatret; Steen Gade is a person.
    const isAPlace = (before, { small }) =>
      house.has(small) || (streets.includes(small) && before.small.endsWith("s"));

    function nobody(place) {
      const word = words[place];
      for (const phrase of notPersons.get(word.small.split("-")[0]) ?? []) {
        const end = word.start + phrase.length;
        if (read.slice(word.start, end).toLowerCase() === phrase) {
          let last = place;
          while (last + 1 < words.length && words[last + 1].start < end) last++;
          if ([0, 1].includes(words[last].end - end)) return last + 1 - place;
        }
      }
      return 0;
    }

    function inSmallLetters(word) {
      const { small } = word;
      if (small.length < 3 || smallNever.has(small)) return false;
      if (!names.isSmall(small)) {
        const bare = small.slice(0, -1);
        if (!small.endsWith("s") || !names.isSmall(bare) || smallNever.has(bare)) return false;
        if (names.marks.get(bare).includes("'") || names.marks.has(small)) return false;
      }
      const after = read.slice(word.end, word.end + 2);
      const inTheWeb = after[0] === "@" || (after.slice(1).trim() !== "" && WEB.has(after[0]));
      return !inTheWeb && !WEB.has(read[word.start - 1]);
    }

    const endsAGenitive = small =>
      small.endsWith("s") && (!names.marks.has(small) || (names.marks.has(small.slice(0, -1)) && !ownS.has(small)));
    const isGenitive = word =>
      matchesAt(ALONE, read, word.end) !== null || endsAGenitive(word.small);

    for (let place = 0; place < words.length; place++) {
      const word = words[place];
      if (!word.capital) {
        if (inSmallLetters(word)) yield { ...word, isLikely: false, genitive: endsAGenitive(word.small) };
        continue;
      }
      const passed = nobody(place);
      if (passed) {
        place += passed - 1;
        continue;
      }
      const found = known(word);
      const likely = found !== null && isName(place, found);
      if (likely || (found === null && mayBeOne(place))) {
        const last = likely ? whole(place) : place;
        if (last > place && isAPlace(words[last - 1], words[last])) {
          place = last;
          continue;
        }
        const end = words[last].end + (matchesAt(ALONE, read, words[last].end) ? 1 : 0);
        yield { start: word.start, end, isLikely: likely, genitive: isGenitive(words[last]), begins: word.begins };
        place = last;
      }
    }
  }

  return firstNames;
}
