from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat, Repo
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.run.answers import RememberedAnswers
    from reweave.schemas import answers as schema
    from reweave.weave.answers import Answer


def answers(
    repo: Repo = Path(),
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="NAME", help="Read this branch, and commit to it.")
    ] = None,
    lift: Annotated[
        list[str] | None, typer.Option("--lift", metavar="ID", help="Forget this answer (repeatable).")
    ] = None,
    output_format: ListFormat = "text",
) -> int:
    """List, or lift, what was declined or undone.

    Runs do not propose a declined edge again, nor the changes of an undone batch, and raise no alarm for a known
    finding. The answers are kept in
    `.reweave/answers.jsonl`, which belongs in git; those of an undo are on its branch until that is merged.

    Example:
    reweave answers --branch reweave/normalize
    """
    from reweave.run.answers import remembered_answers

    found = remembered_answers(repo, branch, lift or [])
    answer("answers", output_format, lambda: _data(found), lambda: _lines(found))
    return Exit.DONE


def _lines(found: "RememberedAnswers") -> Iterator[str]:
    from reweave.weave.answers import answer_id, described, kind_of

    shown = found.lifted or found.answers
    for one in shown:
        yield f"{answer_id(one)}  {kind_of(one)}  {escape(described(one))}{'  (lifted)' if found.lifted else ''}"
    if not shown:
        yield "nothing declined or undone"


def _data(found: "RememberedAnswers") -> "schema.Answers":
    return {"answers": [_answer(one) for one in found.answers], "lifted": [_answer(one) for one in found.lifted]}


def _answer(one: "Answer") -> "schema.Answer":
    from reweave.output.paths import path_fields
    from reweave.weave.answers import ClosedRequest, Declined, Known, Undone, answer_id, kind_of

    edge = one if isinstance(one, Declined) else None
    return {
        "id": answer_id(one),
        "kind": kind_of(one),
        "source": None if edge is None else edge.source,
        "target": None if edge is None else edge.target,
        "type": None if edge is None else edge.type,
        "request": one.url if isinstance(one, ClosedRequest) else None,
        "batch": one.batch if isinstance(one, Undone) else None,
        "rules": list(one.rules) if isinstance(one, Undone) else [one.rule] if isinstance(one, Known) else [],
        "notes": [path_fields(path) for path in _notes(one)],
    }


def _notes(one: "Answer") -> tuple[str, ...]:
    from reweave.weave.answers import Known, Undone

    return one.paths if isinstance(one, Undone) else (one.path,) if isinstance(one, Known) else ()
