// The list of names and the words about words, as logbook/privacy/lists.py packs them.

const OWN_LETTERS = new Set("æøåäöü");

const unaccented = word =>
  [...word].map(each => (OWN_LETTERS.has(each) ? each : each.normalize("NFD")[0])).join("");

function sectionsOf(text) {
  const sections = new Map();
  let section = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("[")) section = line.slice(1, -1);
    else if (line && !line.startsWith("#")) {
      sections.set(section, `${sections.get(section) ?? ""} ${line}`);
    }
  }
  for (const [name, said] of sections) {
    const apart = said.split(name === "not-persons" ? "," : " ");
    sections.set(name, apart.map(each => each.trim()).filter(Boolean));
  }
  return sections;
}

function unpacked(packed) {
  const marks = new Map();
  let last = "";
  for (const [, same, rest] of packed.matchAll(/([A-Z])([^A-Z]*)/g)) {
    last = last.slice(0, same.charCodeAt(0) - 65) + rest;
    const bare = last.replace(/[='-]+$/, "");
    marks.set(bare, last.slice(bare.length));
  }
  return marks;
}

export function readList(text) {
  const [words, packed] = text.split("\f");
  const sections = sectionsOf(words);
  const marks = unpacked(packed);
  const find = small => {
    if (marks.has(small)) return { name: small, marks: marks.get(small) };
    const bare = small.replace(/['’]s$|s$/, "");
    if (bare !== small && marks.has(bare)) return { name: bare, marks: marks.get(bare) };
    const plain = unaccented(small);
    return plain === small ? null : find(plain);
  };
  const isSmall = name => name.length > 2 && /^'?$/.test(marks.get(name) ?? "=");
  return { marks, find, isSmall, sections, those: name => new Set(sections.get(name)) };
}
