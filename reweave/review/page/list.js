// The list at the side: rows in groups, and the filters that choose them.

const MARKS = { accept: "✓", decline: "✕", later: "◷", "": "○" };
const rows = [];
let groups = [];
let order = [];
let byPlace = [];

const folderOf = (path) => path.split("/").slice(0, -1).join("/");
const noteOf = (card) => (card.form === "edge" ? card.source : card.form === "same" ? card.members[0] : -1);
const pathOf = (card) => (card.form === "change" ? card.changes[0].path : notes[noteOf(card)].path);
const kindOf = (card) => (card.form === "edge" ? card.kind : card.form === "same" ? "near-duplicates" : "changes");

const otherGroup = (card) => (card.form === "change" ? card.title : kindOf(card));

const GROUPS = {
  target: (card) => (card.form === "edge" ? `t${card.target}` : otherGroup(card)),
  source: (card) => (card.form === "edge" ? `s${card.source}` : otherGroup(card)),
  phrase: (card) => (card.form === "edge" ? card.phrase || "not stated in words" : otherGroup(card)),
  type: (card) => (card.form === "edge" ? spoken(card.type) : otherGroup(card)),
  score: () => "",
  none: () => "",
};

function groupTitle(by, key) {
  return (by === "target" || by === "source") && /^[ts]\d+$/.test(key) ? notes[Number(key.slice(1))].title : key;
}

function passes(at) {
  const card = cards[at];
  const state = $("state").value;
  if (state === "stale" ? !card.stale : state && (states[at].answer || "open") !== state) return false;
  if ($("kind").value && kindOf(card) !== $("kind").value) return false;
  if ($("type").value && (card.form !== "edge" || states[at].type !== $("type").value)) return false;
  const folder = $("folder").value;
  if (folder && !`${pathOf(card)}`.startsWith(folder === "." ? "" : `${folder}/`)) return false;
  const least = Number($("score").value);
  if (least && card.form === "edge" && card.kind !== "promoted" && (card.score ?? 1) < least) return false;
  const wanted = $("words").value.trim().toLowerCase();
  return !wanted || searched(at).includes(wanted);
}

const texts = [];
function searched(at) {
  texts[at] ??= `${sentence(at)} ${pathOf(cards[at])} ${cards[at].excerpt?.quote ?? ""}`.toLowerCase();
  return texts[at];
}

/** The beginning of a title, so that the type after it is always seen. */
function short(text, most) {
  const signs = [...text];
  if (signs.length <= most) return text;
  const head = signs.slice(0, most).join("");
  const end = head.lastIndexOf(" ");
  return `${end > most / 2 ? head.slice(0, end) : head}…`;
}

function label(at) {
  const card = cards[at];
  if (card.form !== "edge") {
    const several = card.form === "change" && card.changes.length > 1;
    return [el("bdi", {}, card.form === "same" ? notes[card.members[0]].title : several ? card.title : pathOf(card))];
  }
  const by = $("group").value;
  const { type, reverse } = states[at];
  const [from, to] = reverse ? [card.target, card.source] : [card.source, card.target];
  const said = el("span", { class: hue(type) }, spoken(type));
  const title = (place, most) => el("bdi", {}, short(notes[place].title, most));
  if (by === "target") return [title(card.source, 72), " ", said, reverse ? " ←" : ""];
  if (by === "source") return [said, reverse ? " ← " : " ", title(card.target, 90)];
  return [title(from, 40), " ", said, " ", title(to, 60)];
}

/** Bring a row up to date; what is shown in it is made once it comes near the window. */
function drawRow(at) {
  const { answer } = states[at];
  const row = rows[at];
  row.className = `row ${answer || "open"}${cards[at].stale ? " stale" : ""}`;
  row.setAttribute("aria-label", `${WORDS[answer]}: ${sentence(at)}`);
  if (row.firstChild) fillRow(at);
}

function fillRow(at) {
  rows[at].replaceChildren(
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[states[at].answer]),
    el("span", { class: "text", "aria-hidden": "true" }, ...label(at)),
  );
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting && !target.firstChild.firstChild) fillRow(Number(target.dataset.at));
  },
  { rootMargin: "600px" },
);

function makeRow(at) {
  const row = document.createElement("button");
  row.type = "button";
  row.tabIndex = -1;
  const item = document.createElement("li");
  item.dataset.at = at;
  item.append(row);
  near.observe(item);
  return row;
}

/** Make the list anew, after the grouping changed. */
function drawList() {
  const by = $("group").value;
  const found = new Map();
  const places = [...cards.keys()];
  if (by === "score") places.sort((one, other) => (cards[other].score ?? 2) - (cards[one].score ?? 2) || one - other);
  for (const at of places) {
    const key = GROUPS[by](cards[at]);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(at);
  }
  groups = [...found].map(([key, places]) => ({ key, places, title: groupTitle(by, key) }));
  const last = (group) => Number(by !== "none" && by !== "score" && cards[group.places[0]].form !== "edge");
  const size = (group) => (by === "none" || by === "score" ? 0 : group.places.length);
  groups.sort((one, other) => last(one) - last(other) || size(other) - size(one));
  byPlace = [];
  for (const group of groups) for (const at of group.places) byPlace[at] = group;
  for (const row of rows) row?.replaceChildren();
  $("list").replaceChildren(...groups.map(drawGroup));
  near.disconnect();
  for (const row of rows) near.observe(row.parentElement);
  filterList();
}

function drawGroup(group, number) {
  group.section = el("section", { class: "group" });
  if (group.title) {
    const id = `group-${number}`;
    group.count = el("span", { class: "count" });
    group.section.setAttribute("aria-labelledby", id);
    group.section.append(el("h2", { id }, el("bdi", {}, group.title), " ", group.count));
    if (group.places.length > 1) {
      const all = (answer, text) =>
        el("button", { type: "button", class: answer, "aria-describedby": id, "data-group": number, "data-answer": answer }, text);
      const merges = cards[group.places[0]].form === "same"; // which note to keep is asked one by one
      const decline = all("decline", merges ? "Keep all" : "Decline all");
      group.buttons = el("span", { class: "all" }, merges ? null : all("accept", "Accept all"), decline);
      group.section.append(group.buttons);
    }
  }
  const list = document.createElement("ul");
  for (const at of group.places) {
    rows[at] ??= makeRow(at);
    drawRow(at);
    list.append(rows[at].parentElement);
  }
  group.section.append(list);
  return group.section;
}

/** One listener for all rows and all buttons of groups. */
function clicked(event) {
  const item = event.target.closest("li[data-at]");
  if (item) return show(Number(item.dataset.at), "card");
  const button = event.target.closest("button[data-group]");
  if (button) decideGroup(groups[Number(button.dataset.group)], button.dataset.answer);
}

/** Show the rows that pass the filters; the current card stays in reach if it does. */
function filterList() {
  order = [];
  for (const group of groups) {
    let shown = 0;
    for (const at of group.places) {
      const fits = passes(at);
      const item = rows[at].parentElement;
      if (item.hidden === fits) item.hidden = !fits;
      if (fits) {
        order.push(at);
        shown += 1;
      }
    }
    if (group.section.hidden === Boolean(shown)) group.section.hidden = !shown;
    countGroup(group);
  }
  $("nothing").hidden = order.length > 0;
  $("filtered").textContent = order.length === cards.length ? "" : `${order.length} of ${cards.length}`;
}

function countGroup(group) {
  if (!group.count) return;
  const open = group.places.filter((at) => isOpen(at) && !rows[at].parentElement.hidden).length;
  const text = open ? String(open) : "✓";
  if (group.count.textContent !== text) group.count.textContent = text;
  if (group.buttons) group.buttons.hidden = open < 2;
}

const isOpen = (at) => states[at].answer === "" || states[at].answer === "later";
const groupOf = (at) => byPlace[at];

function fillFilters() {
  const options = (select, values, name = (one) => one) =>
    $(select).append(...[...new Set(values)].sort().map((one) => el("option", { value: one }, name(one))));
  options("kind", cards.map(kindOf));
  options("type", cards.filter((card) => card.form === "edge").map((card) => card.type), spoken);
  const folders = new Set();
  for (const card of cards) {
    const parts = folderOf(pathOf(card)).split("/").filter(Boolean);
    parts.forEach((_, at) => folders.add(parts.slice(0, at + 1).join("/")));
  }
  options("folder", [...folders]);
  $("score-field").hidden = !cards.some((card) => card.score !== undefined && card.score !== null);
}
