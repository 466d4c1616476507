"""The pull request that proposes a vault's first configuration."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.locate import FILE
from reweave.errors import ReweaveError
from reweave.git.commits import Step, commit_steps
from reweave.git.lock import hold_lock
from reweave.git.remote import find_remote
from reweave.git.repository import Repository, head, open_repository, read_ref
from reweave.git.signature import Signature
from reweave.git.target import plan_target
from reweave.git.tree import Replacement
from reweave.lint.linter import lint_notes
from reweave.note.finding import Fix
from reweave.output.document import schema_text
from reweave.output.report import code
from reweave.run.committed_notes import committed_file
from reweave.run.first_config import SCHEMA_FILE
from reweave.run.onboarding import FirstConfig
from reweave.run.push_branch import Tip, base_for, push_branch
from reweave.text import count_of
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault

if TYPE_CHECKING:
    from reweave.forge.pull_request import PullRequest

BRANCH = "reweave/onboarding"
_TITLE = "Set up reweave"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the pull request goes: the remote's name or address, and the kind of forge if its host does not tell."""

    remote: str
    forge: str | None


def request_onboarding(folder: Path, first: FirstConfig, destination: Destination) -> "PullRequest":
    """Commit a first configuration to its own branch, push it, and open or update its pull request.

    The working tree is left alone.

    Raises:
        ReweaveError: HEAD has a configuration already, the forge cannot be told, the branch cannot be moved, or the
            push or the forge failed (exit 6).
    """
    from reweave.forge.detection import detect_forge
    from reweave.forge.pull_request import forge_for, open_or_update

    repository = open_repository(folder)
    remote = find_remote(repository, destination.remote, Path.cwd())
    place = detect_forge(remote.url, destination.forge)
    base = head(repository)
    if base.commit is None:
        raise ReweaveError("no commit yet", code="no-such-commit", suggestion="commit the notes first")
    if committed_file(repository, base.commit, repository.prefix + FILE) is not None:
        raise ReweaveError("HEAD has a configuration already", code="config-exists", suggestion="edit it")
    body = request_text(first)
    with hold_lock(repository.common_dir / "reweave") as lock:
        target = plan_target(repository, BRANCH, base.commit)
        files = _files(repository, target.base, first.text)
        steps = [Step(f"{_TITLE}\n\n{_commit_text(first)}", files)] if files else []
        commit_steps(repository, steps, target, Signature(), "reweave: onboarding", lock)
        tip = read_ref(repository, target.ref)
    assert tip is not None, "a branch without a step would have the file"
    seconds = first.config.run.push_seconds
    done, into = push_branch(repository, remote, Tip(BRANCH, target.ref, tip, base.branch or "HEAD"), seconds)
    into = base_for(remote, BRANCH, into)
    return open_or_update(forge_for(place, seconds), place, BRANCH, into, _TITLE, body, refresh=done == "pushed")


def _files(repository: Repository, commit: str, text: str) -> dict[str, Replacement]:
    """Return the files that a commit does not hold as they should be."""
    wanted = {repository.prefix + FILE: text.encode(), repository.prefix + SCHEMA_FILE: schema_text("config").encode()}
    there = {path: committed_file(repository, commit, path) for path in wanted}
    return {path: Replacement(there[path], data) for path, data in wanted.items() if there[path] != data}


def _commit_text(first: FirstConfig) -> str:
    notes = first.found.style.notes
    source = f"{count_of(notes, 'note')} with" if notes else "a vault without"
    return f"Written by `reweave init` from {source} YAML frontmatter: the style, lists and links as they are.\n"


def request_text(first: FirstConfig) -> str:
    """Return the text of the pull request, Markdown: what was found, and what the first run would do."""
    files = ((note.path, note.source) for note in first.notes)
    result = lint_notes(files, first.config, vault=lambda: RuleView(Vault.of(first.notes, first.config)))
    fixed = Counter(finding.rule for finding in result.findings if finding.fixable is Fix.SAFE)
    left = Counter(finding.rule for finding in result.findings if finding.fixable is not Fix.SAFE)
    changed = count_of(len(result.changes.totals()), "note")
    accepted = f"`reweave baseline` accepts {'it' if left.total() == 1 else 'them'}"
    lines = [
        "This adds a `reweave.toml`. Nothing changes in the notes until it is merged and `reweave run` is started, by"
        " hand or every night (`reweave schedule show`); each run delivers commits to review.",
        "",
        "## Found",
        "",
        *_found(first),
        "",
        "## What the first run would do",
        "",
        f"- fix {count_of(fixed.total(), 'finding')} in {changed}{_rules(fixed)}" if fixed else "- fix nothing",
        _edges(first),
        *([f"- leave {count_of(left.total(), 'finding')} to decide by hand{_rules(left)}; {accepted}"] if left else []),
        "",
        "Edit the file on this branch to change that, for example `ignore`, `exclude` or `[run] weave`. Close this pull"
        " request to leave the vault as it is.",
    ]
    return "\n".join(lines)


def _found(first: FirstConfig) -> Sequence[str]:
    style, graph = first.found.style, first.found.graph
    lists = [*graph.typed, *graph.own]
    unreadable = f", {style.unreadable:,} of which cannot be read" if style.unreadable else ""
    written = [
        f"- {count_of(style.notes, 'note')} with YAML frontmatter{unreadable}",
        f"- lists: indented by {style.indent()}",
        f"- quotes: {style.item_quotes()} for items, {style.value_quotes()} for values",
    ]
    return [
        *(written if style.notes else ["- no note with YAML frontmatter"]),
        f"- typed lists: {', '.join(map(code, lists)) or 'none'}",
        *(
            f"- left out: {code(pattern)}, according to {code(source)}"
            for pattern, source in first.found.excluded.items()
        ),
    ]


def _edges(first: FirstConfig) -> str:
    preview = first.preview
    if not first.config.run.weave:
        none = "- add no edges, since the vault has no typed lists"
        return none if preview.edges == 0 else f"{none}: {preview.effect('`[run] weave = true`')}"
    if preview.edges == 0:
        return "- add no edges"
    return f"- add {'the missing edges' if preview.edges is None else preview.count}: see `reweave weave`"


def _rules(counts: Counter[str]) -> str:
    return f" ({', '.join(f'{code(rule)} {n:,}' for rule, n in counts.most_common())})" if counts else ""
