from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ForgeKind, ListFormat
from reweave.cli.printing.answer import answer
from reweave.config.locate import FILE
from reweave.config.model import Config
from reweave.distribution import extra
from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.extras import missing
from reweave.files.reading import read_small
from reweave.output.paths import path_fields
from reweave.run.first_config import SCHEMA_FILE
from reweave.run.onboarding import FirstConfig, propose_config
from reweave.run.workspace import Workspace, open_workspace
from reweave.text import count_of, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reweave.forge.pull_request import PullRequest
    from reweave.schemas import init as answers


def init(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The vault.", show_default="current directory")
    ] = Path(),
    show: Annotated[bool, typer.Option("--print", help="Print the configuration; write nothing.")] = False,
    pr: Annotated[bool, typer.Option("--pr", help="Propose it in a pull request; write no file.")] = False,
    push: Annotated[str, typer.Option("--push", metavar="REMOTE", help="With --pr: the remote.")] = "origin",
    forge: ForgeKind = None,
    output_format: ListFormat = "text",
) -> int:
    """Write a reweave.toml that fits the vault.

    Looks at the vault and writes down what it finds: the style that most notes follow, the lists that name notes and
    the form of these names, other extensions with frontmatter, and folders of templates. Missing edges are added by
    `reweave run` only where the vault has typed lists; the file says what turning that on would do.

    --pr commits the file to the branch reweave/onboarding and opens a pull request that says what the first run would
    do; it needs gh, glab or tea.

    Example:
    reweave init --print
    reweave init --pr
    """
    if not path.is_dir():
        raise ReweaveError("no such directory", code="no-such-path", path=str(path))
    workspace = open_workspace([path], None)
    if workspace.config.file is not None and not show:
        raise ReweaveError(
            "configuration already exists",
            code="config-exists",
            path=str(workspace.config.file),
            suggestion="edit it, or compare it with `reweave init --print`",
        )
    root = path.resolve()
    first = propose_config(_without_config(workspace, root))
    request = None
    if pr and not show:
        from reweave.run.onboarding_request import Destination, request_onboarding

        request = request_onboarding(root, first, Destination(push, forge))
    elif not show:
        _write(root, first.text)
    data: answers.Init = {
        "file": path_fields(str(path / FILE)),
        "written": not (show or pr),
        "configuration": first.text,
        "typed_lists": [*first.found.graph.typed, *first.found.graph.own],
        "weave": first.config.run.weave,
        "pull_request": None if request is None else {"url": request.url, "done": request.done},
    }
    lines = first.text.splitlines() if show else list(_said(path, first, request, in_git=workspace.git is not None))
    answer("init", output_format, lambda: data, lambda: lines)
    return Exit.DONE


def _without_config(workspace: Workspace, root: Path) -> Workspace:
    """Return the workspace of a folder as if no configuration were above it."""
    config = Config().with_program_folders(lambda name: read_small(f"{root}/{name}"))
    return workspace._replace(root=root, config=config)


def _said(path: Path, first: FirstConfig, request: "PullRequest | None", *, in_git: bool) -> "Iterator[str]":
    if request is None:
        yield f"wrote {escape(str(path / FILE))}, and {SCHEMA_FILE} for editors: {_notes(first)}"
    else:
        yield f"{'already open' if request.done == 'kept' else request.done}: {escape(request.url)}"
    lists = [escape(name) for name in (*first.found.graph.typed, *first.found.graph.own)]
    state = f"on, since there are typed lists ({', '.join(lists)})" if lists else "off, since there are no typed lists"
    if missing("weave") is None:
        yield f"weaving is {state}; {first.preview.effect('the first run' if lists else 'it')}"
    elif lists:
        yield f"weaving is {state}; `reweave run` needs the extra for it: {extra('weave')}"
    else:
        yield f"weaving is {state}; to see what it would add, {extra('weave')}, then `reweave weave`"
    if request is None:
        then = "then commit both files" if in_git else "`reweave run` needs a git repository"
        yield f"next: `reweave check` shows the findings, `reweave diff` what a fix would change; {then}"
    else:
        yield "next: merge it, then `reweave run`"


def _notes(first: FirstConfig) -> str:
    """Return how many notes have frontmatter, of how many."""
    with_frontmatter, every = first.found.style.notes, len(first.notes)
    if not every:
        return "there are no notes yet"
    return f"{with_frontmatter:,} of {count_of(every, 'note')} {'has' if every == 1 else 'have'} YAML frontmatter"


def _write(root: Path, text: str) -> None:
    from reweave.output.document import schema_text
    from reweave.worktree.sidecar import write_sidecar

    file = root / FILE
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
            record_change()
    except OSError as error:
        raise ReweaveError(f"cannot write: {error.strerror}", code="cannot-write", path=str(file)) from error
    write_sidecar(root, SCHEMA_FILE, schema_text("config").encode())
