// The card that is shown.

const ARROWS = { out: "→", into: "←" };

function sentence(at) {
  const card = cards[at];
  if (card.form === "same") return `${card.members.length} notes of the same claim? ${notes[card.members[0]].title}`;
  if (card.form === "change") return `${card.title}: ${card.changes[0].path}`;
  const [from, to] = states[at].reverse ? [card.target, card.source] : [card.source, card.target];
  return `${notes[from].title} ${spoken(states[at].type)} ${notes[to].title}`;
}

const WORDS = { accept: "Accepted", decline: "Declined", later: "Later", "": "Open" };

function heading(at) {
  const card = cards[at];
  const chips = [];
  if (card.kind === "promoted") chips.push("stated in the text");
  if (card.kind === "mentioned") chips.push("named in the text");
  if (card.kind === "new") chips.push("new");
  if (card.form === "same") chips.push("near-duplicates");
  if (card.score !== undefined && card.score !== null) chips.push(`score ${card.score.toFixed(2)}`);
  if (card.written) chips.push("on the branch");
  const badges = chips.map((text) => el("span", { class: "chip" }, text));
  if (card.stale) badges.push(el("span", { class: "chip warn" }, "stale: the note changed since; shown as it is now"));
  const state = states[at].answer;
  return el(
    "div",
    { class: "head" },
    el(
      "h2",
      { tabIndex: -1, id: "title" },
      `${order.indexOf(at) + 1 || "Filtered out, one"} of ${order.length}`,
      el("span", { class: "unseen" }, `: ${sentence(at)}. ${WORDS[state]}.`),
    ),
    ...badges,
    el("span", { class: `badge ${state || "open"}`, "aria-hidden": "true" }, WORDS[state]),
  );
}

/** The typed edges of a note, but for one to `other` that is under review. */
function held(note, other) {
  const edges = note.edges.filter(([, , title]) => title !== other);
  if (!edges.length) return el("p", { class: "none" }, "No typed edges yet");
  const rows = edges.map(([type, out, title]) =>
    el(
      "li",
      {},
      el("span", { class: hue(type) }, out ? `${spoken(type)} ${ARROWS.out}` : `${ARROWS.into} ${spoken(type)}`),
      " ",
      long("span", {}, title),
    ),
  );
  if (note.more) rows.push(el("li", { class: "none" }, `and ${note.more} more`));
  return el("ul", { class: "held" }, ...rows);
}

function passage(excerpt, terms) {
  const quote = el("mark", {}, ...prose(excerpt.quote, terms));
  return el("blockquote", {}, el("p", {}, ...prose(excerpt.before), quote, ...prose(excerpt.after)));
}

/** A note's names. */
function names(place, role) {
  const note = notes[place];
  const folder = note.path.split("/").slice(0, -1).join(" / ");
  return el(
    "section",
    { class: "names" },
    el("p", { class: "role" }, role ? el("strong", {}, role) : null, el("bdi", { class: "path" }, folder)),
    long("h3", {}, note.title),
    note.description ? long("p", { class: "description" }, note.description) : null,
  );
}

/** What a note says: the quoted passage if that is in it, else its opening; and the edges that it has. */
function says(place, role, excerpt, terms, other) {
  const note = notes[place];
  const own = excerpt && excerpt.path === note.path;
  const whose = role ? el("span", { class: "whose" }, `${role} · `) : null;
  const text = own
    ? [el("h4", {}, whose, `Line ${excerpt.line}`), passage(excerpt, terms)]
    : note.opening
      ? [el("h4", {}, whose, "Opens with"), el("p", { class: "opening" }, ...prose(note.opening, terms))]
      : [];
  return el("section", { class: "says" }, ...text, el("h4", {}, "Has already"), held(note, other));
}

function connector(at) {
  const { type, reverse } = states[at];
  const chips = data.types.map((name, place) => {
    const chosen = name === type;
    const choice = found(cards[at], { answer: "accept", type: name, reverse, keep: -1 });
    const key = place < 9 ? el("kbd", {}, String(place + 1)) : null;
    const made = el(
      "button",
      { type: "button", class: `${hue(name)}${choice?.why ? " cannot" : ""}`, "aria-pressed": String(chosen) },
      key,
      spoken(name),
    );
    made.addEventListener("click", () => retype(name));
    return made;
  });
  return el(
    "div",
    { class: `connector ${hue(type)}${reverse ? " reversed" : ""}${data.symmetric.includes(type) ? " mutual" : ""}` },
    el("p", { class: "arrow", "aria-hidden": "true" }, el("span", {}, spoken(type))),
    el("div", { class: "types", role: "group", "aria-label": "Type" }, ...chips),
  );
}

function why(card) {
  const parts = [];
  if (card.terms?.length)
    parts.push(el("p", {}, "Both mention ", ...card.terms.map((one) => el("span", { class: "chip" }, one))));
  if (card.excerpt && card.kind === "mentioned") {
    const [own, other] = card.excerpt.path === notes[card.source].path ? ["first", "second"] : ["second", "first"];
    parts.push(el("p", {}, `The text of the ${own} names the ${other}, without a link.`));
  }
  if (card.linkers) parts.push(el("p", {}, "Notes like the first link the second: ", el("bdi", {}, card.linkers)));
  if (!parts.length && card.reason && !card.excerpt) parts.push(el("p", {}, el("bdi", {}, card.reason)));
  if (card.excerpt && card.kind === "promoted" && card.phrase)
    parts.push(el("p", {}, "The text says: ", el("q", {}, ...prose(card.excerpt.quote))));
  else if (card.excerpt && card.reason && !parts.length) parts.push(el("p", {}, el("bdi", {}, card.reason)));
  return parts.length ? el("div", { class: "why", role: "group", "aria-label": "Why" }, ...parts) : null;
}

function written(at) {
  const reason = objection(at);
  if (reason) return el("p", { class: "cannot-be", role: "note" }, `Cannot be accepted so: ${reason}`);
  const rows = [];
  for (const [path, lines] of offered(at).changes) {
    const marks = { "+": "added", "-": "removed", "…": "gap", " ": "kept" };
    rows.push(el("p", { class: "path" }, el("bdi", {}, path)));
    rows.push(
      el(
        "pre",
        {},
        ...lines.map(([mark, text]) =>
          el("span", { class: marks[mark] }, mark === "…" ? "  …" : `${mark} ${strings[text]}`, "\n"),
        ),
      ),
    );
  }
  return rows.length ? el("div", { class: "written" }, el("h4", {}, "To be written"), ...rows) : null;
}

function edgeCard(at) {
  const card = cards[at];
  const [from, to] = states[at].reverse ? ["To", "From"] : ["From", "To"];
  const title = (place) => (card.written ? notes[place].title : "");
  const marked = (other) => (card.kind === "mentioned" ? [notes[other].title] : card.terms);
  return [
    why(card),
    el(
      "div",
      { class: "pair" },
      names(card.source, from),
      connector(at),
      names(card.target, to),
      says(card.source, from, card.excerpt, marked(card.target), title(card.target)),
      says(card.target, to, card.excerpt, marked(card.source), title(card.source)),
    ),
    written(at),
  ];
}

function sameCard(at) {
  const card = cards[at];
  const pair = card.choices.length > 1;
  const members = card.members.map((place, order) => {
    const chosen = pair && states[at].keep === order;
    const keep = el("button", { type: "button", "aria-pressed": String(chosen), class: "keep" });
    keep.append(el("kbd", {}, String(order + 1)), chosen ? "Kept" : "Keep this note");
    keep.addEventListener("click", () => keepNote(order));
    return el("div", { class: `member${chosen ? " chosen" : ""}` }, pair ? keep : null, names(place, ""), says(place, "", null, []));
  });
  const commands = card.members
    .slice(1)
    .map((place) => `reweave merge-notes ${quoted(notes[card.members[0]].path)} ${quoted(notes[place].path)}`);
  return [
    el(
      "p",
      { class: "question" },
      "Same claim? ",
      pair ? "Accept merges the two into the note that is kept; decline keeps both." : "Merge them two at a time:",
    ),
    pair ? null : el("pre", { tabIndex: 0, "aria-label": "Commands" }, commands.join("\n")),
    el("div", { class: "members" }, ...members),
    pair ? written(at) : null,
  ];
}

const quoted = (path) => `'${path.replaceAll("'", "'\\''")}'`;

function changeCard(at) {
  const card = cards[at];
  const tables = card.changes.map(({ path, rows }) => {
    const body = rows.map((row) => {
      if (row === null) return el("tr", { class: "gap" }, el("td", { colSpan: 2 }, "…"));
      const same = row[0] === row[1];
      return el(
        "tr",
        { class: same ? "same" : "differs" },
        ...row.map((one) => el("td", { class: one === null ? "missing" : "" }, one ?? "")),
      );
    });
    const sides = el("tr", {}, el("th", { scope: "col" }, "Before"), el("th", { scope: "col" }, "After"));
    const region = el("div", { class: "sides", tabIndex: 0, role: "region", "aria-label": path });
    region.append(el("table", {}, el("thead", {}, sides), el("tbody", {}, ...body)));
    return el("div", {}, el("p", { class: "path" }, el("bdi", {}, path)), region);
  });
  const reason = objection(at);
  return [
    long("h3", {}, card.title),
    card.reason ? long("p", { class: "description" }, card.reason) : null,
    reason ? el("p", { class: "cannot-be" }, `Cannot be accepted: ${reason}`) : null,
    objection(at, "decline") ? el("p", { class: "question" }, objection(at, "decline")) : null,
    ...tables,
    card.more ? el("p", { class: "none" }, `and ${card.more} more notes`) : null,
  ];
}

const FORMS = { edge: edgeCard, same: sameCard, change: changeCard };

function draw(at) {
  const article = el("article", { "aria-labelledby": "title", class: `card ${cards[at].form}` });
  article.append(heading(at), ...FORMS[cards[at].form](at).filter(Boolean));
  $("card").replaceChildren(article);
}
