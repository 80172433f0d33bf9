// A text as a reader takes it, and its words: the same as logbook/privacy/reading.py.

export const LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ";
const WORD = new RegExp(`[${LETTER}]+(?:['’-][${LETTER}]+)*`, "g");
export const CAPITAL = /[A-ZÀ-ÖØ-Þ]/;
const PLAIN = /^[\t\n\r -~¡-§«¬®°-³¶·»¿-ÿ–—‘’“”„…•›‹]*$/;
const OTHERS = "АВЕЅІЈКМНОРСТХУабеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονιρ‐‑‒−´`ʼ′ıİ";
const LATIN = "ABESIJKMHOPCTXYaбesijopcyxABEZHIKMNOPTYXaovip----''''iI";
const LOOK_ALIKE = new Map([...OTHERS].map((letter, n) => [letter, [...LATIN][n]]));
const MARK = /[\p{Mn}\p{Me}]/u;
const UNSEEN = /[\p{Cf}\p{Cc}]/u;
const DIGIT = /\p{Nd}/u;
const BEGINS = /[.!?:\n\r…•"“”„»«›‹]|(?:^|[\n ])[-–—*] ?$/;

// The digits of every alphabet stand in rows of ten that begin at …0 or at …6.
function digit(letter) {
  const code = letter.codePointAt(0);
  const begins = DIGIT.test(String.fromCodePoint(code & ~15)) ? 0 : 6;
  return String((code & 15) - begins);
}

function seen(letter) {
  if (letter < "\x80") return /[\t\n\r -~]/.test(letter) ? letter : "";
  if (UNSEEN.test(letter)) return "";
  if (LOOK_ALIKE.has(letter)) return LOOK_ALIKE.get(letter);
  const plain = letter.normalize("NFKC");
  if (DIGIT.test(letter)) return /^[0-9]$/.test(plain) ? plain : digit(letter);
  return [...plain].filter(each => !MARK.test(each)).map(each => LOOK_ALIKE.get(each) ?? each).join("");
}

// The text as it is seen; where each of its characters begins in the text, and where it ends.
export function asRead(text) {
  if (PLAIN.test(text)) return { read: text, starts: null, ends: null };
  const read = [];
  const starts = [];
  const ends = [];
  let place = 0;
  for (const letter of text) {
    if (MARK.test(letter)) {
      const joined = read.length ? (read.at(-1) + letter).normalize("NFC") : "";
      if ([...joined].length === 1) read[read.length - 1] = joined;
    } else {
      for (const each of seen(letter)) {
        read.push(each);
        for (let unit = 0; unit < each.length; unit++) {
          starts.push(place);
          ends.push(place + letter.length);
        }
      }
    }
    place += letter.length;
  }
  return { read: read.join(""), starts: [...starts, text.length], ends };
}

export function wordsOf(read, shortened) {
  const found = [];
  let before = 0;
  let last = "";
  for (const match of read.matchAll(WORD)) {
    const text = match[0];
    const start = match.index;
    const capital = CAPITAL.test(text[0]);
    let begins = false;
    if (capital) {
      const gap = read.slice(before, start);
      begins = !found.length || BEGINS.test(gap);
      const goesOn = last.length === 1 || shortened.has(last.toLowerCase());
      if (begins && found.length && (gap === ". " || gap === ".") && goesOn) begins = false;
    }
    before = start + text.length;
    last = text;
    found.push({ start, end: before, text, small: text.toLowerCase(), capital, begins });
  }
  return found;
}
