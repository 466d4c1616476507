"""Finding notes: inside a repository, outside one, and by name."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.files.discovery import Discovery, discover
from reweave.files.note_filter import NoteFilter
from reweave.files.refusal import RefusalReason
from reweave.files.writable import refuse_writing
from reweave.git.discovery import open_git
from tests.files.conftest import Vault


def find(vault: Vault, *paths: str, git: bool = False, max_bytes: int = 1 << 24, **options: Any) -> Discovery:
    given: Sequence[Path] = [vault.root / path for path in paths]
    notes = NoteFilter.of(**{"extensions": (".md",), **options})
    return discover(vault.root, given, open_git(vault.root) if git else None, notes=notes, max_bytes=max_bytes)


def found(vault: Vault, *paths: str, git: bool = False, **options: Any) -> list[str]:
    discovery = find(vault, *paths, git=git, **options)
    assert all(file.absolute == str(vault.root / file.path) for file in discovery.files)
    return [file.path for file in discovery.files]


def refused(discovery: Discovery) -> dict[str, RefusalReason]:
    return {one.path: one.reason for one in discovery.refused}


@pytest.mark.parametrize("git", [False, True])
def test_notes_in_the_order_of_their_bytes(vault: Vault, git: bool) -> None:
    if git:
        vault.git("init", "-q")
    odd = os.fsdecode(b"caf\xe9.md")
    vault.add("b.md", "a/z.md", "a.MD", "Z.md", "é.md", "x.txt", "a b\n.md", "n" * 252 + ".md", odd)
    assert found(vault, git=git) == sorted(
        ["b.md", "a/z.md", "a.MD", "Z.md", "é.md", "a b\n.md", "n" * 252 + ".md", odd], key=os.fsencode
    )
    assert found(vault, git=git, extensions=(".txt",)) == ["x.txt"]


def test_gitignore_holds_unless_a_path_is_named(repository: Vault) -> None:
    repository.add(
        "kept.md", "secret.md", "ignored/a.md", "ignored/deep/b.md", "tracked.md", "sub/x.tmp.md", "sub/y.md"
    )
    repository.add(".gitignore", text="secret.md\nignored/\ntracked.md\n")
    repository.add("sub/.gitignore", text="*.tmp.md\n")
    repository.git("add", "-f", "tracked.md")
    assert found(repository, git=True) == ["kept.md", "sub/y.md", "tracked.md"]
    assert found(repository, "secret.md", git=True) == ["secret.md"]
    assert found(repository, "ignored", git=True) == ["ignored/a.md", "ignored/deep/b.md"]
    assert found(repository, "ignored/deep", "sub", git=True) == ["ignored/deep/b.md", "sub/y.md"]
    assert found(repository, ".", "ignored", git=True) == found(repository, "ignored", git=True) + found(
        repository, git=True
    )


def test_a_root_below_the_top_of_the_repository(repository: Vault) -> None:
    repository.add("out.md", "vault/in.md", "vault/x/deep.md", "vault/no.md")
    repository.add(".gitignore", text="no.md\n")
    inner = repository.root / "vault"
    discovery = discover(inner, [], open_git(inner))
    assert [file.path for file in discovery.files] == ["in.md", "x/deep.md"]


def test_deleted_and_conflicted_entries(repository: Vault) -> None:
    repository.add("gone.md", "both.md")
    repository.git("add", ".")
    repository.git("commit", "-qm", "one")
    repository.git("checkout", "-qb", "other")
    repository.add("both.md", text="theirs\n")
    repository.git("commit", "-qam", "two")
    repository.git("checkout", "-q", "-")
    repository.add("both.md", text="ours\n")
    repository.git("commit", "-qam", "three")
    with pytest.raises(Exception, match="merge"):
        repository.git("merge", "other")
    (repository.root / "gone.md").unlink()
    discovery = find(repository, git=True)
    assert [file.path for file in discovery.files] == ["both.md"] and not discovery.refused


def test_paths_are_literal_for_git(repository: Vault) -> None:
    repository.add("*/a.md", "b/a.md", ":(top)x/a.md", "-x/a.md")
    assert found(repository, "*", git=True) == ["*/a.md"]
    assert found(repository, ":(top)x", "-x", git=True) == ["-x/a.md", ":(top)x/a.md"]


def test_walking_skips_hidden_folders_and_other_repositories(vault: Vault) -> None:
    vault.add("a.md", ".obsidian/x.md", ".trash/x.md", "node_modules/p/x.md", "sub/.hidden/x.md", "sub/.dot.md")
    Vault(vault.root / "nested").git("init", "-q")
    vault.add("nested/n.md")
    discovery = find(vault)
    assert [file.path for file in discovery.files] == ["a.md", "sub/.dot.md"]
    assert refused(discovery) == {}
    assert found(vault, ".trash") == [".trash/x.md"]


def test_submodules_and_nested_repositories(repository: Vault) -> None:
    for name in ("sub", "nested"):
        inner = Vault(repository.root / name)
        inner.git("init", "-q")
        inner.add("x.md", "deep/y.md")
        inner.git("add", ".")
        inner.git("commit", "-qm", "one")
    repository.git("add", "sub")
    repository.add("a.md")
    discovery = find(repository, git=True)
    assert [file.path for file in discovery.files] == ["a.md"]
    assert refused(discovery) == {}
    named = find(repository, "sub/x.md", "nested/deep", "sub", ".git/config", git=True)
    assert not named.files
    assert refused(named) == {
        "sub/x.md": RefusalReason.REPOSITORY,
        "nested/deep": RefusalReason.REPOSITORY,
        "sub": RefusalReason.REPOSITORY,
        ".git/config": RefusalReason.GIT_DIRECTORY,
    }


@pytest.mark.parametrize("git", [False, True])
def test_links_and_other_things_are_no_notes(vault: Vault, git: bool) -> None:
    if git:
        vault.git("init", "-q")
    vault.add("a.md", "real/b.md", "large.md")
    (vault.root / "large.md").write_bytes(b"x" * 101)
    (vault.root.parent / "secret.md").write_text("secret")
    (vault.root / "link.md").symlink_to("a.md")
    (vault.root / "out.md").symlink_to("../secret.md")
    (vault.root / "folder.md").symlink_to("real")
    (vault.root / "other").symlink_to("real")
    (vault.root / "loop").symlink_to(".")
    discovery = find(vault, git=git, max_bytes=100)
    assert [file.path for file in discovery.files] == ["a.md", "real/b.md"]
    assert refused(discovery) == {
        "link.md": RefusalReason.SYMLINK,
        "out.md": RefusalReason.SYMLINK,
        "folder.md": RefusalReason.SYMLINK,
        "large.md": RefusalReason.TOO_LARGE,
    }
    os.mkfifo(vault.root / "fifo.md")
    assert refused(find(vault, "fifo.md", git=git)) == {"fifo.md": RefusalReason.NOT_A_FILE}
    assert found(vault, "other", git=git) == ["real/b.md"]


@pytest.mark.parametrize("git", [False, True])
def test_include_and_exclude(vault: Vault, git: bool) -> None:
    if git:
        vault.git("init", "-q")
    vault.add("a.md", "templates/t.md", "notes/n.md", "notes/drafts/d.md", "x.txt")
    assert found(vault, git=git, exclude=["templates"]) == ["a.md", "notes/drafts/d.md", "notes/n.md"]
    assert found(vault, git=git, include=["notes/**"], exclude=["drafts/"]) == ["notes/n.md"]
    discovery = find(vault, "a.md", "templates/t.md", "x.txt", git=git, exclude=["templates"])
    assert [file.path for file in discovery.files] == ["a.md"]
    assert refused(discovery) == {"templates/t.md": RefusalReason.EXCLUDED, "x.txt": RefusalReason.EXTENSION}


def test_names_are_told_once_whatever_way_they_are_given(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.add("sub/a.md")
    monkeypatch.chdir(vault.root / "sub")
    given = [Path("a.md"), Path(), Path("../sub/a.md"), Path(".."), vault.root / "sub/../sub/a.md"]
    assert [file.path for file in discover(vault.root, given, None).files] == ["sub/a.md"]


def test_a_root_that_is_a_link(vault: Vault, tmp_path: Path) -> None:
    vault.add("a.md")
    (tmp_path / "short").symlink_to(vault.root)
    discovery = discover(tmp_path / "short", [tmp_path / "short/a.md"], None)
    assert [file.path for file in discovery.files] == ["a.md"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("missing.md", "no-such-path"),
        ("a.md/x.md", "no-such-path"),
        ("x" * 300, "no-such-path"),
        ("nul\0.md", "no-such-path"),
        ("loop/x.md", "no-such-path"),
        ("..", "outside-root"),
        ("../outside.md", "outside-root"),
        ("/etc/passwd", "outside-root"),
        ("away/outside.md", "outside-root"),
        ("away", "outside-root"),
    ],
)
def test_wrong_paths_are_wrong_use(vault: Vault, path: str, code: str) -> None:
    vault.add("a.md")
    (vault.root.parent / "outside.md").write_text("x")
    (vault.root / "away").symlink_to("..")
    (vault.root / "loop").symlink_to("loop")
    with pytest.raises(ReweaveError) as caught:
        find(vault, path)
    assert (caught.value.code, caught.value.exit_code) == (code, Exit.USAGE)


def test_deep_folders_do_not_end_the_walk(vault: Vault) -> None:
    depth = 1500  # beyond Python's own limit for calls within calls
    here = os.open(vault.root, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        here = entered(here, "d")
    os.close(os.open("deep.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    try:
        path = "d/" * depth + "deep.md"
        assert found(vault) == [path]
        assert refuse_writing(vault.root, [path], None) == []
    finally:  # nor can pytest remove folders this deep
        os.unlink("deep.md", dir_fd=here)
        for _ in range(depth):
            here = entered(here, "..")
            os.rmdir("d", dir_fd=here)
        os.close(here)


def entered(folder: int, name: str) -> int:
    below = os.open(name, os.O_RDONLY, dir_fd=folder)
    os.close(folder)
    return below


def test_a_configured_monitor_does_not_run(repository: Vault, tmp_path: Path) -> None:
    program = tmp_path / "monitor"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    repository.add("a.md")
    repository.git("add", "a.md")
    repository.git("config", "core.fsmonitor", str(program))
    assert found(repository, git=True) == ["a.md"]
    assert not (tmp_path / "ran").exists()
    repository.git("ls-files", "--others")
    repository.git("status")
    assert (tmp_path / "ran").exists(), "git itself would have run it"


def test_python_files_of_the_same_listing_are_named(vault: Vault) -> None:
    vault.add("a.md", "scripts/b.py", "scripts/c.txt")
    assert find(vault).programs == ["scripts/b.py"]
    assert find(vault, "a.md").programs == []


def test_other_repositories_however_they_are_linked(repository: Vault, tmp_path: Path) -> None:
    other = Vault(tmp_path / "other")
    other.git("init", "-q")
    other.add("o.md")
    other.git("add", ".")
    other.git("commit", "-qm", "one")
    repository.add("a.md")
    repository.git("add", ".")
    repository.git("commit", "-qm", "one")
    clone = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    repository.git(*clone, str(other.root), "ünter/mod mit leer")
    repository.git("clone", "-q", str(other.root), str(repository.root / "deep/nested"))
    repository.git("worktree", "add", "-q", str(repository.root / "linked"))
    repository.git("clone", "-q", str(other.root), str(repository.root / "gitlink"))
    repository.git("-c", "advice.addEmbeddedRepo=false", "add", "gitlink")
    assert found(repository, git=True) == ["a.md"]
    assert refused(find(repository, git=True)) == {}
    for path in ("ünter/mod mit leer/o.md", "deep/nested", "linked/a.md", "gitlink/o.md"):
        assert refused(find(repository, path, git=True)) == {path: RefusalReason.REPOSITORY}
    repository.git("submodule", "--quiet", "deinit", "-f", "--all")
    assert found(repository, git=True) == ["a.md"]


@pytest.mark.parametrize("git", [False, True])
def test_an_empty_git_folder_or_file_is_no_repository(vault: Vault, git: bool) -> None:
    if git:
        vault.git("init", "-q")
    vault.add("a.md", "empty/n.md", "file/n.md", "other/deep/n.md", "other/.git/notes.txt")
    (vault.root / "empty/.git").mkdir()
    (vault.root / "file/.git").write_bytes(b"")
    discovery = find(vault, git=git)
    assert [file.path for file in discovery.files] == ["a.md", "empty/n.md", "file/n.md", "other/deep/n.md"]
    assert refused(discovery) == {}
    assert found(vault, "empty/n.md", git=git) == ["empty/n.md"]
    assert refuse_writing(vault.root, ["empty/n.md", "file/n.md", "other/deep/n.md"], None) == []


def test_a_folder_whose_repository_is_gone_is_named_once(repository: Vault) -> None:
    repository.add("a.md", "gone/n.md", "gone/deep/m.md", "gone/x.md")
    (repository.root / "gone/.git").write_text("gitdir: ../.git/modules/nowhere\n")
    repository.git("add", "-A")
    discovery = find(repository, git=True)
    assert [file.path for file in discovery.files] == ["a.md"]
    assert refused(discovery) == {"gone": RefusalReason.REPOSITORY}
    assert refused(find(repository, "gone/n.md", git=True)) == {"gone/n.md": RefusalReason.REPOSITORY}


def test_a_git_link_is_another_repository(vault: Vault) -> None:
    vault.add("a.md", "linked/n.md")
    (vault.root / "linked/.git").symlink_to(vault.root / "nowhere")
    assert found(vault) == ["a.md"]
