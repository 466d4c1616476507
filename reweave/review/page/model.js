// The review: its data, what was decided so far, undo, and the plan that the decisions come to.

const data = JSON.parse(document.getElementById("data").textContent);
const { cards, notes, strings } = data;
const storageKey = `reweave-review:${data.name}`;

const initial = (card) => ({
  answer: "",
  type: card.type ?? "",
  reverse: false,
  keep: card.form === "same" && card.choices.length > 1 ? 0 : -1,
});
const states = cards.map(initial);
const history = [];
let stores = true;
let unsaved = false;
let sending = Promise.resolve();
const MOST_ALIVE = 60_000; // characters that a browser still sends after the page is closed

const found = (card, wanted) =>
  card.choices.find(
    (one) =>
      one.answer === wanted.answer &&
      (wanted.answer !== "accept" ||
        (one.type === wanted.type && one.reverse === wanted.reverse && one.keep === wanted.keep)),
  );

/** The choice that accepting a card as it is shown would be; undefined where a card has none. */
const offered = (at) => found(cards[at], { ...states[at], answer: "accept" });

/** Why a card cannot be answered so, as it is shown; empty: it can. */
function objection(at, answer = "accept") {
  const choice = answer === "accept" ? offered(at) : found(cards[at], { answer });
  return choice === undefined ? "merge these notes two at a time" : choice.why;
}

/** Change states together, as one step of undo; `changes` are pairs of a card's place and its new state. */
function change(changes) {
  if (!changes.length) return;
  history.push(changes.map(([at]) => [at, states[at]]));
  for (const [at, state] of changes) states[at] = state;
  unsaved = true;
  store();
}

/** Take the last step back; returns the places of its cards. */
function undo() {
  const last = history.pop();
  if (!last) return [];
  for (const [at, state] of last) states[at] = state;
  store();
  return last.map(([at]) => at);
}

function store() {
  const kept = {};
  states.forEach((state, at) => {
    if (JSON.stringify(state) !== JSON.stringify(initial(cards[at]))) kept[cards[at].id] = state;
  });
  const text = JSON.stringify(kept);
  try {
    localStorage.setItem(storageKey, text);
  } catch {
    stores = false;
  }
  if (data.serve) sending = sending.then(() => keep(text));
}

/** Give the server what is decided so far: another one, on another port, goes on with it. */
async function keep(text) {
  const post = async (keepalive) => (await fetch("keep", { method: "POST", body: text, keepalive })).text();
  try {
    await post(text.length < MOST_ALIVE).catch(() => post(false)); // browsers limit what is kept alive at a time
  } catch {
    notice("The server has ended. Export saves what you decided to a file.");
    data.serve = null;
  }
}

/** Take over what an earlier visit of this page decided. */
function recall() {
  let kept = {};
  try {
    localStorage.setItem(`${storageKey}?`, "");
    localStorage.removeItem(`${storageKey}?`);
    kept = JSON.parse(localStorage.getItem(storageKey) ?? "null") ?? data.serve?.states ?? {};
  } catch {
    stores = false;
  }
  if (kept === null || typeof kept !== "object") return;
  cards.forEach((card, at) => {
    const one = kept[card.id];
    if (one === null || typeof one !== "object") return;
    const state = { ...initial(card) };
    for (const name of ["answer", "type", "reverse", "keep"])
      if (typeof one[name] === typeof state[name]) state[name] = one[name];
    const fits = found(card, { ...state, answer: "accept" }) || card.choices.length === 1;
    if (!fits || !["", "accept", "decline", "later"].includes(state.answer)) return;
    if (state.answer !== "accept" || !found(card, state)?.why) states[at] = state;
  });
}

const line = (fragments) => `{${fragments.map((at) => strings[at]).join(", ")}}`;

/** The places of notes that accepted merges take away; of two merges of one note the first counts. */
function merged() {
  const gone = new Set();
  const late = new Set();
  cards.forEach((card, at) => {
    if (card.form !== "same" || states[at].answer !== "accept") return;
    if (card.members.some((note) => gone.has(note))) late.add(at);
    else gone.add(card.members[1 - states[at].keep]);
  });
  return { gone, late };
}

/** What the decisions come to: the lines of a plan, and the places of the cards that accepted merges leave out. */
function exported() {
  const { gone, late } = merged();
  const lines = [data.header];
  const left = [];
  cards.forEach((card, at) => {
    const choice = found(card, states[at]);
    if (!choice) return;
    if (late.has(at) || (card.form === "edge" && (gone.has(card.source) || gone.has(card.target)))) left.push(at);
    else for (const one of choice.operations) lines.push(line(one));
  });
  return { text: `${lines.join("\n")}\n`, operations: lines.length - 1, left };
}

/** What a line of a plan does to which bytes, without its id, its date and its reason, which differ from day to day. */
function effect(text) {
  const { id, date, reason, ...rest } = JSON.parse(text);
  return JSON.stringify(Object.entries(rest).sort());
}

function effectOf(text) {
  try {
    return effect(text);
  } catch {
    return text;
  }
}

/** Take over the decisions of a plan that such a page exported; returns how many, and how many of its lines fit no card. */
function imported(text) {
  const given = new Set(text.split(/\r?\n/).slice(1).filter(Boolean).map(effectOf));
  const changes = [];
  cards.forEach((card, at) => {
    const choice = card.choices.find(
      (one) => !one.why && one.operations.length && one.operations.every((own) => given.has(effect(line(own)))),
    );
    if (!choice) return;
    for (const own of choice.operations) given.delete(effect(line(own)));
    const accepted = choice.answer === "accept" ? { type: choice.type, reverse: choice.reverse, keep: choice.keep } : {};
    changes.push([at, { ...states[at], ...accepted, answer: choice.answer }]);
  });
  change(changes);
  return { decided: changes.length, strange: given.size };
}

function counted() {
  const count = { accept: 0, decline: 0, later: 0, "": 0 };
  for (const one of states) count[one.answer] += 1;
  return count;
}
