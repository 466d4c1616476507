"""The tools: what each takes, and the command line that answers it."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reweave.errors import ReweaveError

Arguments = Mapping[str, Any]

MOST_ITEMS = 1000
"""The highest `limit` that a call may ask for."""
FEW_ITEMS = 100
"""The `limit` of a call that names none."""
MOST_PLAN = 16 * 1024 * 1024
"""Characters of a plan's text."""
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Call:
    """A command line without `reweave` and without its format, and what it reads on stdin.

    Where `patch` is set, the same command line is also asked for its patch.
    """

    arguments: tuple[str, ...]
    stdin: bytes = b""
    patch: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its input as JSON Schema, the answer's schema, and the call that it makes, given the root."""

    name: str
    description: str
    input: Mapping[str, Any]
    call: Callable[[Path, Arguments], Call]
    writes: bool = False


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": _LONGEST, "description": description}


def _texts(description: str) -> dict[str, Any]:
    one = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    return {"type": "array", "items": one, "maxItems": MOST_ITEMS, "description": description}


def _flag(description: str) -> dict[str, Any]:
    return {"type": "boolean", "default": False, "description": description}


def _choice(description: str, *values: str) -> dict[str, Any]:
    return {"enum": list(values), "description": description}


_PATHS = _texts("Notes and folders below the root; without any, the whole vault.")
_LIMIT = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_ITEMS,
    "default": FEW_ITEMS,
    "description": "The most items of each list in the answer; what was cut is told.",
}
_LOOK_FROM = _choice(
    "Which notes to look from: those that few others are linked with (the default), those that nobody links, or all.",
    "thin",
    "orphans",
    "all",
)
_PLAN = {"type": "string", "maxLength": MOST_PLAN, "description": "A plan: JSON lines, as `reweave schema plan` says."}
_ONLY = _texts("Only the operations of the plan with these ids.")
_BRANCH = _text("The name of a new branch. One that exists is refused.")


def _schema(required: Sequence[str] = (), **properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {"limit": _LIMIT} | {name.rstrip("_"): one for name, one in properties.items()},
    }


def confined(root: Path, given: Sequence[str]) -> tuple[str, ...]:
    """Return paths (from the root) behind a `--`, so that none is read as an option.

    Raises:
        ReweaveError: one leads out of the root, also through a link (`outside-root`).
    """
    for one in given:
        place = Path(os.path.realpath(root / one))
        if not place.is_relative_to(root):
            raise ReweaveError("it lies outside the root", code="outside-root", path=one)
    return ("--", *given)


def _options(arguments: Arguments, **names: str) -> list[str]:
    """Return the options of those arguments that are given: `name="--option"`."""
    found = []
    for name, option in names.items():
        value = arguments.get(name.rstrip("_"))
        if value is True:
            found.append(option)
        elif value is not None and value is not False:
            found.append(f"{option}={value}")
    return found


def _of_paths(*command: str, **names: str) -> Callable[[Path, Arguments], Call]:
    def call(root: Path, arguments: Arguments) -> Call:
        return Call((*command, *_options(arguments, **names), *confined(root, arguments.get("paths", ()))))

    return call


def _explain(root: Path, arguments: Arguments) -> Call:
    options = _options(arguments, look_from="--from")
    return Call(("explain", *options, "--", arguments["source"], arguments["target"]))


def _preview(root: Path, arguments: Arguments) -> Call:
    if "plan" not in arguments:
        if "only" in arguments:
            raise ReweaveError("`only` chooses from a plan, and none is given", code="wrong-argument")
        options = _options(arguments, unsafe="--unsafe")
        return Call(("diff", *options, *confined(root, arguments.get("paths", ()))), patch=True)
    if "paths" in arguments or "unsafe" in arguments:
        raise ReweaveError("a plan names its notes itself: leave `paths` and `unsafe` out", code="wrong-argument")
    return Call(("apply", "--diff", *_only(arguments), "--", "-"), _encoded(arguments["plan"]), patch=True)


def _run(root: Path, arguments: Arguments) -> Call:
    weave = "--weave" if arguments.get("weave", False) else "--no-weave"
    options = _options(arguments, branch="--branch", unsafe="--unsafe")
    return Call(("run", "--new", weave, *options))


def _apply(root: Path, arguments: Arguments) -> Call:
    options = _options(arguments, branch="--branch", skip_stale="--skip-stale")
    plan = _encoded(arguments["plan"])
    return Call(("apply", "--commit", "--new", *options, *_only(arguments), "--", "-"), plan)


def _only(arguments: Arguments) -> list[str]:
    return [f"--only={one}" for one in arguments.get("only", ())]


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


_EDGE_ORIGINS = ("typed-field", "provenance", "other-field", "body-link")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "check",
        "Say what is wrong with the notes' frontmatter, where, and what mends it.",
        _schema(paths=_PATHS),
        _of_paths("check"),
    ),
    Tool(
        "stats",
        "The health of the graph: edges by type, orphans, names that mean nothing or several notes.",
        _schema(paths=_PATHS),
        _of_paths("stats"),
    ),
    Tool(
        "edges",
        "The typed edges and links between notes, each with the file and line in which it stands.",
        _schema(
            paths=_PATHS,
            from_=_text("Only edges from this note: a path or a name."),
            to=_text("Only edges to this note: a path or a name."),
            type=_text("Only edges of this type; `links` for links without a type."),
            origin=_choice("Only edges that stand in such a place.", *_EDGE_ORIGINS),
            since=_text("Only edges that reweave wrote on this day (YYYY-MM-DD) or later."),
        ),
        _of_paths("edges", from_="--from", to="--to", type="--type", origin="--origin", since="--since"),
    ),
    Tool(
        "explain",
        "Why an edge is proposed or not: what is there, what is stated, what the ranker says, what refuses it.",
        _schema(
            ["source", "target"],
            source=_text("The note that the edge starts at: a path or a name."),
            target=_text("The note that it leads to: a path or a name."),
            look_from=_LOOK_FROM,
        ),
        _explain,
    ),
    Tool(
        "propose",
        "The edges that are missing, each with the reason for it. Nothing is written.",
        _schema(
            paths=_PATHS,
            look_from=_LOOK_FROM,
            stated_only=_flag("Only edges that words of a note state; none between unlinked notes."),
            most={"type": "integer", "minimum": 1, "description": "The most edges to propose."},
        ),
        _of_paths("weave", look_from="--from", stated_only="--stated-only", most="--limit"),
    ),
    Tool(
        "preview",
        "The patch that bringing the notes to one style would make; or, with `plan`, that a plan would make.",
        _schema(paths=_PATHS, unsafe=_flag("Also repair unreadable and broken notes."), plan=_PLAN, only=_ONLY),
        _preview,
    ),
    Tool(
        "run",
        "Bring the notes of HEAD to one style as commits on a new branch; the checkout is not touched.",
        _schema(
            ["branch"],
            branch=_BRANCH,
            weave=_flag("Add the missing edges, too."),
            unsafe=_flag("Also repair unreadable and broken notes."),
        ),
        _run,
        writes=True,
    ),
    Tool(
        "apply_plan",
        "Carry out a plan as commits on a new branch that starts at HEAD: every operation, or none.",
        _schema(
            ["branch", "plan"],
            branch=_BRANCH,
            plan=_PLAN,
            only=_ONLY,
            skip_stale=_flag("Leave out notes that changed since the plan was made; carry out the rest."),
        ),
        _apply,
        writes=True,
    ),
)
