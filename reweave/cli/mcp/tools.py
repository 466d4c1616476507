"""The tools: the signature of each is its input schema, its docstring its description, its result a command line."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from reweave.errors import ReweaveError

MOST_ITEMS = 1000
"""The highest `limit` that a call may ask for."""
FEW_ITEMS = 100
"""The `limit` of a call that names none."""
MOST_PLAN = 16 * 1024 * 1024
"""Characters of a plan's text."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command line without its output format, and what it reads on stdin.

    `paths` follow the `operands`, and must lead to nothing outside the root. Where `patch` is set, the same command is
    also asked for its patch.
    """

    command: str
    options: Sequence[str] = ()
    operands: Sequence[str] = ()
    paths: Sequence[str] = ()
    stdin: bytes = b""
    patch: bool = False


def _usable(text: str) -> str:
    """Return a text that a process can be given as an argument."""
    if b"\0" in os.fsencode(text):
        raise ValueError("must not contain NUL")
    return text


Text = Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(_usable)]
Paths = Annotated[
    Sequence[Text], Field(max_length=MOST_ITEMS, description="Notes and folders below the root; by default all notes.")
]
LookFrom = Annotated[
    Literal["thin", "orphans", "all"],
    Field(description="Which notes to look from: those with few edges, those with none, or all."),
]
Plan = Annotated[str, Field(max_length=MOST_PLAN)]
_PLAN = Field(description="A plan: JSON lines as described by `reweave schema plan`.")
Only = Annotated[
    Sequence[Text], Field(max_length=MOST_ITEMS, description="Apply only the operations of the plan with these ids.")
]
NewBranch = Annotated[Text, Field(description="The name of a new branch; an existing one is refused.")]
Unsafe = Annotated[bool, Field(description="Also apply unsafe fixes, such as repairs of unreadable notes.")]


def check(paths: Paths = ()) -> Call:
    """Check frontmatter and report findings: where, which rule, and what fixes it."""
    return Call("check", paths=paths)


def stats(paths: Paths = ()) -> Call:
    """Summarize the health of the graph: edges by type, orphans, unresolved and ambiguous names."""
    return Call("stats", paths=paths)


def edges(
    paths: Paths = (),
    from_: Annotated[
        Text | None, Field(alias="from", description="List only edges from this note: a path or a title.")
    ] = None,
    to: Annotated[Text | None, Field(description="List only edges to this note: a path or a title.")] = None,
    type: Annotated[
        Text | None, Field(description="List only edges of this type; `links` for links without a type.")
    ] = None,
    origin: Annotated[
        Literal["typed-field", "provenance", "other-field", "body-link"] | None,
        Field(description="List only edges written in this kind of place."),
    ] = None,
    since: Annotated[
        Text | None, Field(description="List only edges that reweave wrote from this date (YYYY-MM-DD) on.")
    ] = None,
) -> Call:
    """List the typed edges and links between notes, each with the file and line it is written in."""
    given = _given({"--from": from_, "--to": to, "--type": type, "--origin": origin, "--since": since})
    return Call("edges", given, paths=paths)


def explain(
    source: Annotated[Text, Field(description="The note that the edge starts from: a path or a title.")],
    target: Annotated[Text, Field(description="The note that the edge points to: a path or a title.")],
    look_from: LookFrom = "thin",
) -> Call:
    """Explain why an edge is or isn't proposed: existing links, stated types, the rank and every objection."""
    return Call("explain", _given({"--from": look_from}), (source, target))


def propose(
    paths: Paths = (),
    look_from: LookFrom = "thin",
    stated_only: Annotated[bool, Field(description="Propose no edges between unlinked notes.")] = False,
    most: Annotated[int | None, Field(ge=1, description="Propose at most this many edges.")] = None,
) -> Call:
    """Find missing edges between notes, each with its reason. Nothing is written."""
    return Call("weave", _given({"--from": look_from, "--stated-only": stated_only, "--limit": most}), paths=paths)


def preview(
    paths: Paths = (), unsafe: Unsafe = False, plan: Annotated[Plan | None, _PLAN] = None, only: Only = ()
) -> Call:
    """Show the patch that fixing the notes would make, or the one that applying `plan` would make."""
    if plan is None:
        if only:
            raise ReweaveError("only: needs a plan to choose from", code="wrong-argument")
        return Call("diff", _given({"--unsafe": unsafe}), paths=paths, patch=True)
    if paths or unsafe:
        raise ReweaveError("a plan names its notes: omit `paths` and `unsafe`", code="wrong-argument")
    return Call("apply", ["--diff", *_each("--only", only)], ["-"], stdin=_encoded(plan), patch=True)


def run(
    branch: NewBranch,
    weave: Annotated[bool, Field(description="Also add missing edges.")] = False,
    unsafe: Unsafe = False,
) -> Call:
    """Commit fixes of the notes of HEAD to a new branch; the working tree is left alone."""
    return Call(
        "run", ["--new", "--weave" if weave else "--no-weave", *_given({"--branch": branch, "--unsafe": unsafe})]
    )


def apply_plan(
    branch: NewBranch,
    plan: Annotated[Plan, _PLAN],
    only: Only = (),
    skip_stale: Annotated[bool, Field(description="Skip notes that changed since the plan was made.")] = False,
) -> Call:
    """Apply a plan as commits on a new branch that starts at HEAD: all of its operations, or none."""
    options = [*_given({"--branch": branch, "--skip-stale": skip_stale}), *_each("--only", only)]
    return Call("apply", ["--commit", "--new", *options], ["-"], stdin=_encoded(plan))


READERS: tuple[Callable[..., Call], ...] = (check, stats, edges, explain, propose, preview)
WRITERS: tuple[Callable[..., Call], ...] = (run, apply_plan)


def _given(values: dict[str, str | int | bool | None]) -> list[str]:
    """Return the options that have a value, or are on."""
    return [
        option if value is True else f"{option}={value}"
        for option, value in values.items()
        if value is not None and value is not False
    ]


def _each(option: str, values: Sequence[str]) -> Iterator[str]:
    yield from (f"{option}={value}" for value in values)


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
