"""Linting a part of a vault that git names: what is staged, or what changed since a commit."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.files.listing import nul_records
from reweave.git.command import Git, ask_git, run_git
from reweave.run.source_lint import LintedSources, lint_sources
from reweave.run.workspace import Workspace

_CHANGED = ("-z", "--name-only", "--no-renames", "--diff-filter=ACMRT", "--relative")


def lint_staged(workspace: Workspace, paths: Sequence[Path] | None, *, unsafe: bool) -> LintedSources:
    """Lint the notes that the next commit would add or change, as they are in the index.

    Raises:
        ReweaveError: there is no repository, or git failed.
    """
    git = _repository(workspace, "--staged")
    env = _environment(workspace)
    if ask_git(git, ["rev-parse", "-q", "--verify", "HEAD^{commit}"]).returncode == 0:
        changed = _run(workspace, git, ["diff-index", "--cached", *_CHANGED, "HEAD", "--", "."], env)
        names = {os.fsdecode(name) for name in nul_records(changed)}
    else:
        names = None
    blobs = _index(workspace, git, env)
    wanted = _wanted(workspace, paths)
    chosen = {path: blob for path, blob in blobs.items() if (names is None or path in names) and wanted(path)}
    return lint_sources(workspace, dict(_read(workspace, chosen)), lambda: _read(workspace, blobs), unsafe=unsafe)


def changed_since(workspace: Workspace, revision: str) -> frozenset[str]:
    """Return the paths of files that differ from the commit where HEAD and a revision parted, or that are new.

    Raises:
        ReweaveError: there is no repository, the revision is not a commit, or git failed.
    """
    from reweave.git.repository import open_repository, resolve

    git = _repository(workspace, "--changed-since")
    commit = resolve(open_repository(workspace.root), revision)
    base = ask_git(git, ["merge-base", commit, "HEAD"])
    since = base.stdout.split()[0].decode("ascii") if base.returncode == 0 else commit
    env = _environment(workspace)
    changed = _run(workspace, git, ["diff-index", *_CHANGED, since, "--", "."], env)
    new = _run(workspace, git, ["ls-files", "-z", "--others", "--exclude-standard"], env)
    return frozenset(os.fsdecode(name) for listing in (changed, new) for name in nul_records(listing))


def _repository(workspace: Workspace, option: str) -> Git:
    if workspace.git is None:
        raise ReweaveError(f"{option} needs a git repository", code="no-repository", path=str(workspace.root))
    return workspace.git


def _environment(workspace: Workspace) -> Mapping[str, str]:
    """Return where the working tree is, and the index that a hook is told to look at (as in `git commit -a`)."""
    prefix = workspace.prefix
    top = workspace.root if not prefix else workspace.root.parents[prefix.count("/") - 1]
    index = os.environ.get("GIT_INDEX_FILE")
    own = {} if not index else {"GIT_INDEX_FILE": str(Path.cwd() / index)}
    return {"GIT_WORK_TREE": str(top), **own}


def _run(workspace: Workspace, git: Git, args: Sequence[str], env: Mapping[str, str]) -> bytes:
    return run_git(git, ["-C", str(workspace.root), *args], env=env)


def _index(workspace: Workspace, git: Git, env: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the blobs of the notes in the index, by their paths; symlinks and conflicts are left out."""
    is_note = workspace.config.note_filter()
    found: dict[str, str] = {}
    for record in nul_records(_run(workspace, git, ["ls-files", "-z", "--stage"], env)):
        about, _, name = record.partition(b"\t")
        mode, blob, stage = about.split()
        path = os.fsdecode(name)
        if mode in (b"100644", b"100755") and stage == b"0" and is_note.matches(path):
            found[path] = blob.decode("ascii")
    return found


def _wanted(workspace: Workspace, paths: Sequence[Path] | None) -> Callable[[str], bool]:
    named = [os.path.relpath((Path.cwd() / path).resolve(), workspace.root) for path in paths or ()]
    if not named or "." in named:
        return lambda path: True
    return lambda path: any(path == name or path.startswith(name + "/") for name in named)


def _read(workspace: Workspace, blobs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    from reweave.git.objects import open_objects
    from reweave.git.repository import open_repository

    limit = workspace.config.limits.note_bytes
    with open_objects(open_repository(workspace.root)) as objects:
        for path, blob in blobs.items():
            source = objects.read(blob)[1]
            if len(source) <= limit:
                yield path, source
