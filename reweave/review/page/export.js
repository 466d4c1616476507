// Export: to a file, or to the server that made the page.

const fileName = `review-${data.name}.jsonl`;

function openExport() {
  const { operations, left } = exported();
  const count = counted();
  const served = data.serve;
  $("summary").textContent =
    `${count.accept} accepted, ${count.decline} declined, ${count.later + count[""]} undecided: ` +
    `${operations} ${operations === 1 ? "operation" : "operations"}.`;
  const stale = cards.filter((card, at) => card.stale && states[at].answer).length;
  const warnings = left.map((at) => `Left out, as a note of it is merged away: ${sentence(at)}`);
  if (stale) warnings.push(`${stale} decided on are stale: their notes changed since.`);
  $("warnings").replaceChildren(...warnings.map((text) => el("li", {}, text)));
  $("outcome").textContent = "";
  $("how").textContent = served ? "" : "Then, in the vault:";
  $("command").textContent = `reweave apply ${fileName}${data.branch ? ` --commit --branch ${quoted(data.branch)}` : ""}`;
  $("command").hidden = Boolean(served);
  $("write").textContent = served ? served.label : "Save the plan";
  $("write").disabled = !operations;
  if (!$("ready").open) $("ready").showModal();
}

function write() {
  if (data.serve) return send();
  const address = URL.createObjectURL(new Blob([exported().text], { type: "application/jsonl" }));
  const link = el("a", { href: address, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
  unsaved = false;
  announce(`Saved as ${fileName}`);
}

async function send() {
  $("write").disabled = true;
  try {
    const answer = await fetch("apply", { method: "POST", body: exported().text });
    const said = await answer.json();
    $("outcome").textContent = said.message;
    $("warnings").replaceChildren(...said.lines.map((text) => el("li", {}, text)));
    if (said.done) unsaved = false;
    $("write").disabled = said.done;
  } catch {
    data.serve = null;
    openExport();
    $("outcome").textContent = "The server has ended. Save the plan to a file instead.";
  }
}

/** Ask the server which cards are stale by now. */
async function recheck() {
  try {
    const stale = new Set(await (await fetch("stale")).json());
    cards.forEach((card, at) => {
      if (stale.has(card.id) !== card.stale) {
        card.stale = stale.has(card.id);
        drawRow(at);
      }
    });
    draw(current);
  } catch {
    notice("The server has ended. Export saves what you decided to a file.");
    data.serve = null;
  }
}

async function loadFile() {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file) return;
  const { decided, strange } = imported(await file.text());
  drawList();
  show(current, "card");
  const text = `${decided} decisions loaded${strange ? `; ${strange} lines fit no card, or their notes changed since` : ""}.`;
  notice(text);
  announce(text);
}

addEventListener("focus", () => data.serve && recheck());
start();
