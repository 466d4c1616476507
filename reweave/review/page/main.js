// Deciding: keys, buttons, focus, what is announced, export.

let current = 0;

function show(at, focus = "") {
  if (rows[current]) {
    rows[current].removeAttribute("aria-current");
    rows[current].tabIndex = -1;
  }
  current = at;
  rows[at].setAttribute("aria-current", "true");
  rows[at].tabIndex = 0;
  draw(at);
  refresh();
  rows[at].scrollIntoView({ block: "nearest" });
  if (focus === "card") {
    closeList();
    $("title").focus({ preventScroll: true });
    $("card").scrollTop = 0;
    if (innerWidth < 760) scrollTo(0, 0);
  } else if (focus === "row") rows[at].focus();
}

/** Bring all that counts decisions up to date. */
function refresh() {
  const count = counted();
  const decided = count.accept + count.decline;
  $("progress").max = cards.length;
  $("progress").value = decided;
  const parts = [`${decided} of ${cards.length} decided`, `${count.accept} accepted`, `${count.decline} declined`];
  if (count.later) parts.push(`${count.later} later`);
  $("counts").textContent = parts.join(" · ");
  $("undo").disabled = !history.length;
  const card = cards[current];
  const answer = states[current].answer;
  $("accept").firstElementChild.textContent = card.written ? "Keep" : card.form === "same" ? "Merge" : "Accept";
  $("decline").firstElementChild.textContent =
    { same: "Keep both", edge: card.written ? "Remove" : "Decline" }[card.form] ?? (card.written ? "Take back" : "Leave out");
  for (const name of ["accept", "decline", "later"]) $(name).setAttribute("aria-pressed", String(answer === name));
  $("accept").disabled = Boolean(objection(current));
  $("decline").disabled = Boolean(objection(current, "decline"));
  document.body.dataset.form = card.form;
  $("reverse").hidden = card.form !== "edge";
  $("retype").hidden = card.form !== "edge";
  $("reverse").setAttribute("aria-pressed", String(states[current].reverse));
  if (!stores) notice("This browser keeps nothing for this page: export before you close it, and load that file to go on.");
}

function announce(text) {
  $("said").textContent = text;
}

function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
}

/** Change the state of some cards, and redraw what shows them. */
function set(changes) {
  change(changes);
  for (const [at] of changes) drawRow(at);
  for (const group of new Set(changes.map(([at]) => groupOf(at)))) countGroup(group);
}

function nextOpen(from) {
  const place = order.indexOf(from);
  const after = [...order.slice(place + 1), ...order.slice(0, Math.max(place, 0))];
  return after.find((at) => states[at].answer === "") ?? after.find((at) => states[at].answer === "later");
}

function decide(answer) {
  const at = current;
  if (answer !== "later" && objection(at, answer)) {
    announce(`Not possible: ${objection(at, answer)}`);
    return;
  }
  set([[at, { ...states[at], answer }]]);
  const count = counted();
  const following = answer === "later" ? order[order.indexOf(at) + 1] : nextOpen(at);
  const said = `${WORDS[answer]}. ${count.accept + count.decline} of ${cards.length} decided.`;
  if (following === undefined || following === at) {
    show(at, "card");
    announce(`${said} Nothing else is open here.`);
  } else {
    show(following, "card");
    announce(`${said} Next: ${sentence(following)}`);
  }
}

function redecide(values) {
  const state = { ...states[current], ...values };
  const refused = state.answer === "accept" && found(cards[current], state)?.why;
  set([[current, refused ? { ...state, answer: "" } : state]]);
  draw(current);
  refresh();
  $("title").focus({ preventScroll: true });
  const reason = objection(current);
  announce(reason ? `${sentence(current)}. Cannot be accepted so: ${reason}` : sentence(current));
}

const retype = (type) => cards[current].form === "edge" && redecide({ type });
const reverse = () => cards[current].form === "edge" && redecide({ reverse: !states[current].reverse });

function nextType() {
  const { types } = data;
  retype(types[(types.indexOf(states[current].type) + 1) % types.length]);
}

function keepNote(keep) {
  if (cards[current].form === "same" && found(cards[current], { ...states[current], answer: "accept", keep }))
    redecide({ keep });
}

function numbered(number) {
  if (cards[current].form === "same") keepNote(number - 1);
  else if (data.types[number - 1]) retype(data.types[number - 1]);
}

function decideGroup(group, answer) {
  const open = group.places.filter((at) => isOpen(at) && !rows[at].parentElement.hidden);
  const able = open.filter((at) => !objection(at, answer));
  set(able.map((at) => [at, { ...states[at], answer }]));
  const left = open.length - able.length;
  const following = nextOpen(able.at(-1) ?? current) ?? current;
  show(following, "card");
  announce(`${WORDS[answer]}: ${able.length}${left ? `; ${left} cannot be` : ""}. U takes that back.`);
}

function takeBack() {
  const places = undo();
  if (!places.length) return announce("Nothing to undo.");
  for (const at of places) drawRow(at);
  for (const group of new Set(places.map(groupOf))) countGroup(group);
  show(places[0], "card");
  announce(`Undone: ${places.length === 1 ? sentence(places[0]) : `${places.length} decisions`}`);
}

function step(by, focus) {
  const place = order.indexOf(current);
  const following = place < 0 ? order[0] : order[place + by];
  if (following === undefined) announce(by > 0 ? "This is the last card." : "This is the first card.");
  else show(following, focus);
}

function regroup() {
  const options = [...$("group").options];
  $("group").selectedIndex = ($("group").selectedIndex + 1) % options.length;
  drawList();
  show(current);
  announce(`Grouped by ${$("group").selectedOptions[0].textContent}`);
}

function refilter() {
  $("score-shown").textContent = Number($("score").value).toFixed(2);
  filterList();
  if (order.length && !order.includes(current)) show(order[0]);
}

function openList() {
  const open = document.body.classList.toggle("listing");
  $("open-list").setAttribute("aria-expanded", String(open));
}

function closeList() {
  document.body.classList.remove("listing");
  $("open-list").setAttribute("aria-expanded", "false");
}

const KEYS = {
  a: () => decide("accept"),
  d: () => decide("decline"),
  s: () => decide("later"),
  r: reverse,
  t: nextType,
  u: takeBack,
  j: () => step(1, "card"),
  k: () => step(-1, "card"),
  n: () => step(1, "card"),
  p: () => step(-1, "card"),
  Home: () => order.length && show(order[0], "card"),
  End: () => order.length && show(order.at(-1), "card"),
  ArrowRight: () => step(1, "card"),
  ArrowLeft: () => step(-1, "card"),
  A: () => decideGroup(groupOf(current), "accept"),
  D: () => decideGroup(groupOf(current), "decline"),
  g: regroup,
  e: openExport,
  "?": () => $("keys").showModal(),
  "/": () => {
    $("filters").open = true;
    document.body.classList.add("listing");
    $("words").focus();
  },
};

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input, select, textarea");
  if (field) {
    if (event.key === "Escape") $("title").focus();
    return;
  }
  const inList = event.target.closest("#list");
  if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1, "row");
    return;
  }
  if (!$("shortcuts").checked) return;
  const action = KEYS[event.key] ?? (/^[1-9]$/.test(event.key) ? () => numbered(Number(event.key)) : undefined);
  if (!action || event.repeat) return;
  event.preventDefault();
  action();
}

function start() {
  recall();
  fillFilters();
  $("source").textContent = data.source;
  if (data.left.length)
    notice(`Not shown: ${data.left.map(([id, reason]) => `${id} (${reason})`).slice(0, 5).join("; ")}${data.left.length > 5 ? " …" : ""}`);
  if (innerWidth < 1100) $("filters").open = false;
  if (!cards.length) {
    $("card").append(el("p", { class: "question" }, "Nothing to review."));
    document.body.classList.add("empty");
    return;
  }
  drawList();
  show(nextOpen(order[0]) !== undefined && states[order[0]].answer ? nextOpen(order[0]) : order[0]);
  for (const name of ["accept", "decline", "later"]) $(name).addEventListener("click", () => decide(name));
  const clicks = {
    reverse, retype: nextType, undo: takeBack, export: openExport, help: KEYS["?"],
    previous: KEYS.k, next: KEYS.j, "open-list": openList, load: () => $("file").click(),
  };
  for (const [name, action] of Object.entries(clicks)) $(name).addEventListener("click", () => action());
  for (const name of ["state", "kind", "type", "folder", "words", "score"]) $(name).addEventListener("input", refilter);
  $("group").addEventListener("change", () => {
    drawList();
    show(current);
  });
  $("list").addEventListener("click", clicked);
  $("file").addEventListener("change", loadFile);
  $("write").addEventListener("click", write);
  document.addEventListener("keydown", pressed);
  addEventListener("beforeunload", (event) => {
    if (unsaved && !stores) event.preventDefault();
  });
}
