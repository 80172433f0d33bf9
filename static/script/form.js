// A form that says where its text belongs: what stands in it, and what it holds of hers.

/** Whose page this is, and which: two tabs of one device are told apart. */
export const here = { owner: "", page: crypto.randomUUID?.() };

// The server's own, and the key of what is new: a new note must never carry the key of one that is saved.
const NOT_WRITTEN = new Set(["csrf_token", "owner", "kept", "key", "place", "draft"]);

/** A place is where a text is written; the note on the home page has one for each cycle. */
export function placeOf(form) {
  const { place } = form.dataset, cycle = form.elements.cycle;
  return place.startsWith("/#") && cycle ? `/#${cycle.value}` : place;
}

/** The form of the home page and of the shell, in which one note follows the other. */
export const isNote = form => Boolean(form.elements.key && form.elements.cycle);

export const labelOf = form => form.dataset.label || document.title;

/** What she wrote herself: not ids, choices and numbers. */
export const textIn = form => [...form.querySelectorAll("textarea, input[type=text]")]
  .map(each => each.value.trim()).filter(Boolean).join("\n\n");

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_WRITTEN.has(name) && form.elements[name].type !== "password") fields[name] = value;
  }
  return fields;
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || NOT_WRITTEN.has(name) || name === "cycle") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

export function draftOf(form) {
  return {
    owner: here.owner, place: form.keptPlace, label: labelOf(form), fields: fieldsOf(form), text: textIn(form),
    page: here.page, took: form.took, at: Date.now(), saved: false, replaces: form.waitingAs,
  };
}
