from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cli.options import ListFormat, NoCache, Repo
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.text import count_of

if TYPE_CHECKING:
    from reweave.run.baseline import Baseline
    from reweave.schemas import baseline as answers


def baseline(repo: Repo = Path(), no_cache: NoCache = False, output_format: ListFormat = "text") -> int:
    """Accept today's findings as known.

    `reweave run` then reports what is new, and exits with 3 only for a new note that cannot be read or was refused. A
    finding is recognized by its rule, its note and the text of its line; a renamed note keeps its own. Run it again to
    accept what is new and to forget what was fixed. The findings are kept in `.reweave/answers.jsonl`, which belongs in
    git: a run heeds it once it is committed.

    Example:
    reweave baseline && git add .reweave/answers.jsonl
    """
    from reweave.run.baseline import take_baseline

    found = take_baseline(repo, cached=not no_cache)
    answer("baseline", output_format, lambda: _data(found), lambda: [_line(found)])
    return Exit.DONE


def _line(found: "Baseline") -> str:
    from reweave.files.answers_file import ANSWERS_FILE

    notes = count_of(len({entry.path for entry in found.known}), "note")
    counts = f"{len(found.added):,} new, {len(found.removed):,} gone"
    return f"{count_of(len(found.known), 'finding')} in {notes} known ({counts}), in {ANSWERS_FILE}"


def _data(found: "Baseline") -> "answers.Baseline":
    from reweave.files.answers_file import ANSWERS_FILE
    from reweave.output.paths import path_fields

    return {
        "file": path_fields(ANSWERS_FILE),
        "known": len(found.known),
        "notes": len({entry.path for entry in found.known}),
        "added": len(found.added),
        "removed": len(found.removed),
    }
