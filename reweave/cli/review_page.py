"""The page of a review, written to a file or served."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cli.kept_file import kept_file
from reweave.exit_codes import Exit
from reweave.own_files import check_own_file, write_own_file
from reweave.plan.plan import Plan
from reweave.review.card import Review
from reweave.review.page_file import TITLE, Serving, page_html
from reweave.review.server import IDLE_SECONDS, ReviewServer, Written
from reweave.review.session import Session
from reweave.run.plan_execution import PlanOptions, PlanOutcome, execute_plan, read_source
from reweave.run.review import stale_cards
from reweave.text import count_of
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.plan.operation import Operation


def check_page(file: Path) -> None:
    """Check, before the work, that a page may be written to a file.

    Raises:
        ReweaveError: it cannot, or something is there that is no page of a review.
    """
    check_own_file(file, _is_page)


def write_page(review: Review, file: Path) -> Path:
    """Write the page of a review, atomically.

    Raises:
        ReweaveError: it cannot be written.
    """
    write_own_file(file, [page_html(review).encode()], _is_page)
    return file


def serve_page(review: Review, how: PlanOptions, config: Path | None, say_address: Callable[[str], None]) -> Exit:
    """Serve the page of a review until it was written or nobody asks any more."""
    outcome: list[PlanOutcome] = []
    session, kept = Session(review), kept_file(how, config)
    if count := kept.watch(session):
        say(f"{count_of(count, 'decision')} of an earlier review taken over from {kept.path}")

    def write(plan: Plan) -> Written:
        outcome.append(execute_plan(lambda source: plan, how, config))
        written = _written(outcome[-1])
        if written.done:
            kept.forget(session)
        return written

    def stale() -> Collection[str]:
        return stale_cards(review, read_source(how, config).read)

    label = "Commit" if how.commit else "Write to the notes"
    serving = Serving(label, {card.id: state for card, state in zip(review.cards, session.states, strict=True)})
    with ReviewServer(review, serving, write, stale, session.replace_all) as server:
        say_address(server.address)
        sys.stdout.flush()  # whoever reads a pipe needs it now
        if server.run():
            say(_written(outcome[-1]).message)
            return outcome[-1].code
    say(f"ended: nobody asked for {count_of(IDLE_SECONDS // 60, 'minute')}, and nothing was written")
    if session.has_changed:
        say(f"the decisions are kept in {kept.path}; the next review of the same goes on with them")
    return Exit.DONE


def _written(outcome: PlanOutcome) -> Written:
    applied, delivery = outcome.applied, outcome.delivery
    lines = [_left(one, "stale", why) for one, why in applied.stale]
    lines += [_left(one, "refused", why) for one, why in applied.refused]
    if not outcome.written:
        return Written(False, "Nothing was written: decide anew on what is listed, or leave it undecided.", lines)
    files = count_of(len(applied.changes.totals()), "file")
    message = f"Done: {count_of(len(applied.done), 'operation')}, {files} written."
    if delivery is not None:
        message = f"Done: {count_of(len(delivery.commits), 'commit')} on {delivery.branch}."
        lines += [f"undo with: reweave undo {delivery.run}"] if delivery.commits else []
    return Written(True, message, lines)


def _left(operation: "Operation", word: str, why: str) -> str:
    return f"{operation.id}, {word}: {operation.path}: {why}"


def _is_page(source: bytes) -> bool:
    return f"<title>{TITLE}</title>".encode() in source[:4096]
