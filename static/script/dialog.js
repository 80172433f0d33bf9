// A question in a box of its own. Esc is the last answer, which never throws anything away.

export const make = (name, { children = [], ...properties } = {}) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** Ask, and tell which of the [value, words] was chosen. */
export function ask(heading, text, answers) {
  return new Promise(done => {
    const title = make("h2", { id: "spoergsmaal", textContent: heading });
    const buttons = answers.map(([value, words], at) => make("button", { value, textContent: words, className: at ? "btn btn-2" : "btn" }));
    const form = make("form", { method: "dialog", className: "stack-tight", children: [
      title, make("p", { textContent: text }), make("div", { className: "row", children: buttons }),
    ] });
    const box = make("dialog", { className: "card dialog", children: [form] });
    box.setAttribute("aria-labelledby", title.id);
    box.onclose = () => {
      box.remove();
      done(box.returnValue);
    };
    document.body.append(box);
    box.showModal();
  });
}
