// What names or leads to somebody by its form: the same as logbook/privacy/patterns.py.

import { CAPITAL, LETTER } from "./reading.js";

const CPR = /(?<!\d)(\d\d)([ \t./‐-―-]?)(\d\d)\2(?:(?:18|19|20)(?=\d\d[‐-―-]\d))?(\d\d)[ \t]?[./_‐-―-]{0,2}[ \t]?(?:(?:(?<=\d{6})|(?<=[‐-―-]))\r?\n)?[ \t]?\d{4}(?!\d)/g;
const PHONE = /(?<![\d+])(?:(?:\+|00)45[ -]?)?(?:\d\d([ .-]?)\d\d\1\d\d\1\d\d|\d{4}[ -]\d{4}|\d{3}[ -]\d\d[ -]\d{3})(?!\d)|(?<![\d+])\+(?!45)\d{1,3}(?:[ -]?\d{2,4}){2,5}(?!\d)/g;
const IN_PAIRS = /^(\d\d) (\d\d) (\d\d) (\d\d)$/;
// 2024-2025: a school year.
const YEARS = /^((?:19|20[0-3])\d+)[ -]((?:19|20[0-3])\d+)$/;
const LAST_WORD = new RegExp(`([${LETTER}]+)[.:]? ?$`);
const NEXT_WORDS = new RegExp(`[ ,]?([${LETTER}]+)(?: ([${LETTER}]+))?`, "y");
const MAILBOX = /[A-Za-z0-9._%+ÆØÅæøå-]/;
const DOMAIN = /[A-Za-z0-9.ÆØÅæøå-]/;
const HOUSE_NUMBER = new RegExp(` ([0-9]{1,3})(?: ?([A-Za-z])(?![${LETTER}]))?(?![\\d${LETTER}])`, "g");
const AFTER_A_HOUSE = new RegExp(`(?:,? ?(?:\\d{4} |\\d\\. ?(?:sal|th|tv)|(?:st|kl|th|tv)(?![${LETTER}]))|[.,;)\\n]|$)`, "y");
const WITH_AGE = new RegExp(`(?<![${LETTER}\\d.])([A-ZÆØÅ](?:\\.? ?[A-ZÆØÅ]){0,2}\\.?)(?=[ ,(])`, "g");
const AGE_BEFORE = new RegExp(`(?<!\\d)\\d{1,2}-?(?: ?)årige? ([A-ZÆØÅ]\\.?[A-ZÆØÅ]?\\.?)(?![${LETTER}])`, "g");
const IN_STREET = new RegExp(`[${LETTER}.-]`);

export const matchesAt = (pattern, read, place) => {
  pattern.lastIndex = place;
  return pattern.exec(read);
};
const span = match => [match.index, match.index + match[0].length];
const longestFirst = words => [...words].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
const daysOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isDate = (day, month, year) => month > 0 && month < 13 && day > 0 && day <= daysOf(year, month);

export function patternsOf(names) {
  const ages = longestFirst(names.those("ages")).map(each => each.replace(".", "\\."));
  const numbers = [...names.those("numbers")].sort().join("|");
  const age = `(?:ca\\. ?)?(?:\\d{1,2}(?:[.,]\\d|½| ½)?|${numbers})[ -]?(?:${ages.join("|")})(?![${LETTER}])`;
  const aged = new RegExp(`(?:,? ?\\(| på |, | )\\(?${age}`, "iy");
  const oneChild = longestFirst(names.those("one-child")).map(each => `[${each[0].toUpperCase()}${each[0]}]${each.slice(1)}`);
  const oneChildIs = new RegExp(`(?<![${LETTER}])(?:${oneChild.join("|")}) ([A-ZÆØÅ]\\.?)(?![${LETTER}'’-])`, "g");
  const streets = names.those("ends-a-street");
  const places = names.those("ends-a-place");
  const kinds = longestFirst(new Set([...streets, ...places]));
  const [counted, beforeWeeks, noStreet] = ["counted", "before-weeks", "no-street"].map(names.those);

  const isCounted = (read, end) =>
    (matchesAt(NEXT_WORDS, read, end) ?? []).slice(1).some(word => word && counted.has(word.toLowerCase()));

  function* cprNumbers(read) {
    for (const match of read.matchAll(CPR)) {
      const [day, month, year] = [1, 3, 4].map(part => Number(match[part]));
      if ([1800, 1900, 2000].some(century => isDate(day, month, century + year))) yield span(match);
    }
  }

  function* emails(read) {
    let place = read.indexOf("@");
    while (place >= 0) {
      let start = place;
      let end = place + 1;
      while (start > Math.max(0, place - 64) && MAILBOX.test(read[start - 1])) start--;
      while (end < Math.min(read.length, place + 200) && DOMAIN.test(read[end])) end++;
      while (end > place + 1 && ".-".includes(read[end - 1])) end--;
      if (start < place && read.slice(place + 1, end).includes(".")) yield [start, end];
      place = read.indexOf("@", Math.max(end, place + 1));
    }
  }

  function* phones(read) {
    for (const match of read.matchAll(PHONE)) {
      const found = match[0];
      const [start, end] = span(match);
      const before = read.slice(Math.max(0, start - 12), start);
      const word = LAST_WORD.exec(before);
      if (word && beforeWeeks.has(word[1].toLowerCase())) continue;
      if (/\d[ .-]$/.test(before) || isCounted(read, end)) continue;
      const whole = /^(19|20)(\d\d)(\d\d)(\d\d)$/.exec(found);
      if (whole && isDate(Number(whole[4]), Number(whole[3]), Number(whole[1] + whole[2]))) continue;
      const years = YEARS.exec(found);
      if (years && years[2] > years[1] && years[2] - years[1] <= 10) continue;
      const pairs = IN_PAIRS.exec(found);
      if (pairs) {
        const first = Number(pairs[1]);
        if (/^[ .-]\d\d(?!\d)/.test(read.slice(end, end + 4))) continue;
        if ([2, 3, 4].every(n => Number(pairs[n]) === first + n - 1)) continue;
      }
      yield [start, end];
    }
  }

  // Where the words with capital letters begin that stand before this place, three at most.
  function capitalsBefore(read, from) {
    let start = from;
    for (let n = 0; n < 3; n++) {
      const end = start - 1;
      if (end < 0 || read[end] !== " ") break;
      let first = end;
      while (first > Math.max(0, end - 30) && IN_STREET.test(read[first - 1])) first--;
      const endsSentence = read[end - 1] === "." && end - first > 4;
      if (first === end || !CAPITAL.test(read[first]) || endsSentence) break;
      start = first;
    }
    return start;
  }

  function streetBefore(read, end, after) {
    let start = end;
    while (start > Math.max(0, end - 60) && IN_STREET.test(read[start - 1])) start--;
    const small = read.slice(start, end).toLowerCase();
    const kind = kinds.find(each => small.endsWith(each));
    if (!kind || isCounted(read, after)) return -1;
    const capital = CAPITAL.test(read[start]);
    const whole = capital || small === kind ? capitalsBefore(read, start) : start;
    if (small === kind) return whole < start ? whole : -1;
    if (noStreet.has(small) || small.length <= kind.length + (streets.has(kind) && capital ? 0 : 1)) return -1;
    if (streets.has(kind) && capital) return whole;
    const isLikely = streets.has(kind) || capital;
    return isLikely && matchesAt(AFTER_A_HOUSE, read, after) ? whole : -1;
  }

  function* addresses(read) {
    for (const match of read.matchAll(HOUSE_NUMBER)) {
      const [from, end] = span(match);
      const said = /,? nr\.?$/.exec(read.slice(Math.max(0, from - 5), from));
      const start = streetBefore(read, said ? from - said[0].length : from, end);
      if (start >= 0) yield [start, end];
    }
  }

  function* initials(read) {
    for (const match of read.matchAll(WITH_AGE)) {
      const [start, end] = span(match);
      const found = match[0] !== "I" && matchesAt(aged, read, end);
      if (found) {
        const last = end + found[0].length;
        yield [start, last + (read[last] === ")" ? 1 : 0)];
      }
    }
    for (const kind of [AGE_BEFORE, oneChildIs]) yield* [...read.matchAll(kind)].map(span);
  }

  return { age, found: { cpr: cprNumbers, email: emails, phone: phones, address: addresses, initials } };
}
