// Elements. Text of notes reaches the document as text alone, never as markup.

const $ = (id) => document.getElementById(id);

function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") made.className = value;
    else if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

const LONG = 320;

/** A title or description; a very long one is cut, with a button that shows the rest. */
function long(name, properties, text) {
  if (text.length <= LONG) return el(name, properties, el("bdi", {}, text));
  const shown = el("bdi", {}, `${text.slice(0, LONG)}…`);
  const more = el("button", { type: "button", class: "more", "aria-expanded": "false" }, "Show all");
  more.addEventListener("click", () => {
    shown.textContent = text;
    more.remove();
  });
  return el(name, properties, shown, " ", more);
}

const LINK = /!?\[\[([^\]\n]*)\]\]|!?\[([^\]\n]*)\]\([^()\n]*\)/;

/** Text of a note, with its links as readers see them, and the words in `marked` set off. */
function prose(text, marked = []) {
  const parts = text.split(LINK); // text, the name of a wikilink or undefined, that of another link or undefined, text
  return parts.flatMap((part, place) => {
    if (place % 3 === 0) return words(part, marked);
    return part === undefined ? [] : [el("span", { class: "link" }, ...words(part.split("|").at(-1), marked))];
  });
}

function words(text, marked) {
  if (!marked.length) return [text];
  const escaped = marked.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`((?<![\\p{L}\\p{N}])(?:${escaped.join("|")})\\p{L}*)`, "iu");
  return text.split(pattern).map((part, place) => (place % 2 ? el("mark", { class: "term" }, part) : part));
}

const spoken = (type) => type.replaceAll("_", " ");
const hue = (type) => `type type-${Math.max(data.types.indexOf(type), 0) % 8}`;
