from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.remote import fetch_ref, find_remote, has_commit, list_refs, open_session, push_commit
from reweave.git.repository import Repository, open_repository, read_ref
from tests.git.conftest import commit, git, text

Trap = Callable[[], tuple[str, Callable[[], bool]]]
REF = "refs/heads/reweave/normalize"


@pytest.fixture
def bare(place: Path, tmp_path: Path) -> Path:
    """A remote that has the notes, as `origin`."""
    there = tmp_path / "there.git"
    git(tmp_path, "clone", "-q", "--bare", str(place), str(there))
    git(place, "remote", "add", "origin", str(there))
    return there


def push(repository: Repository, new: str, expected: str | None, name: str = "origin", seconds: float = 60) -> None:
    with open_session(repository, find_remote(repository, name, Path.cwd()), seconds) as session:
        push_commit(session, new, REF, expected)


def ask(repository: Repository, name: str = "origin") -> str | None:
    with open_session(repository, find_remote(repository, name, Path.cwd()), 60) as session:
        return list_refs(session, [REF]).refs.get(REF)


def test_a_branch_is_made_and_moved_on(place: Path, bare: Path) -> None:
    repository = open_repository(place)
    one = text(place, "rev-parse", "HEAD")
    push(repository, one, None)
    two = commit(place, {"new.md": b"new\n"})
    push(repository, two, one)
    assert ask(repository) == two == text(bare, "rev-parse", REF)
    git(bare, "fsck", "--strict")


def test_the_default_branch_is_told(place: Path, bare: Path) -> None:
    repository = open_repository(place)
    with open_session(repository, find_remote(repository, "origin", place), 60) as session:
        assert list_refs(session, []).default == "main"


@pytest.mark.parametrize("expected", ["none", "other"])
def test_a_branch_that_is_elsewhere_is_left_there(place: Path, bare: Path, expected: str) -> None:
    repository = open_repository(place)
    first = text(place, "rev-parse", "HEAD")
    theirs = text(place, "commit-tree", "-p", first, "-m", "theirs", f"{first}^{{tree}}")
    git(place, "push", "-q", "origin", f"{theirs}:{REF}")
    ours = commit(place, {"new.md": b"new\n"})
    with pytest.raises(ReweaveError) as caught:
        push(repository, ours, None if expected == "none" else first)
    assert (caught.value.code, caught.value.exit_code) == ("remote-moved", 5)
    assert text(bare, "rev-parse", REF) == theirs


def test_a_branch_that_is_gone_is_not_made_again(place: Path, bare: Path) -> None:
    first, ours = text(place, "rev-parse", "HEAD"), commit(place, {"new.md": b"new\n"})
    with pytest.raises(ReweaveError) as caught:
        push(open_repository(place), ours, first)
    assert caught.value.code == "remote-moved"


def test_what_the_remote_has_is_fetched_into_the_store_alone(place: Path, bare: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(bare), str(other))
    theirs = commit(other, {"new.md": b"new\n"})
    git(other, "push", "-q", "origin", f"HEAD:{REF}")
    repository = open_repository(place)
    before = git(place, "for-each-ref")
    with open_session(repository, find_remote(repository, "origin", place), 60) as session:
        assert fetch_ref(session, REF, [text(place, "rev-parse", "HEAD")]) == theirs
    assert has_commit(repository, theirs) and git(place, "for-each-ref") == before
    assert not (place / ".git/FETCH_HEAD").exists()
    git(place, "fsck", "--strict")


def test_a_shallow_clone_pushes_and_fetches(place: Path, bare: Path, tmp_path: Path) -> None:
    commit(place, {"second.md": b"2\n"})
    git(place, "push", "-q", "origin", "main")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{bare}", str(shallow))
    ours = commit(shallow, {"new.md": b"new\n"})
    repository = open_repository(shallow)
    assert repository.shallow
    push(repository, ours, None)
    assert text(bare, "rev-parse", REF) == ours
    theirs = text(bare, "commit-tree", "-p", ours, "-m", "theirs", f"{ours}^{{tree}}")
    git(bare, "update-ref", REF, theirs)
    with open_session(repository, find_remote(repository, "origin", shallow), 60) as session:
        assert fetch_ref(session, REF, [ours]) == theirs
    git(bare, "fsck", "--strict")


def test_a_linked_worktree_and_sha256(tmp_path: Path) -> None:
    place, bare = tmp_path / "vault", tmp_path / "there.git"
    place.mkdir()
    git(place, "init", "-q", "--object-format=sha256")
    git(tmp_path, "init", "-q", "--bare", "--object-format=sha256", str(bare))
    commit(place, {"a.md": b"a\n"})
    git(place, "worktree", "add", "-q", str(tmp_path / "linked"))
    git(place, "remote", "add", "origin", str(bare))
    ours = commit(tmp_path / "linked", {"new.md": b"new\n"})
    push(open_repository(tmp_path / "linked"), ours, None)
    assert text(bare, "rev-parse", REF) == ours


def test_the_repository_names_no_program_and_no_way(place: Path, bare: Path, trap: Trap, tmp_path: Path) -> None:
    """Whatever its own configuration says, only the remote's URL counts."""
    git(place, "branch", "private")
    traps = []

    def named(key: str, form: str = "{}") -> None:
        program, sprung = trap()
        git(place, "config", key, form.format(program))
        traps.append((key, sprung))

    for key in ("core.sshCommand", "core.gitProxy", "core.askPass", "core.fsmonitor", "core.alternateRefsCommand"):
        named(key)
    named("credential.helper", "!{}")
    named("gpg.program")
    for remote in ("origin", str(bare), f"file://{bare}"):
        named(f"remote.{remote}.receivepack")
        named(f"remote.{remote}.uploadpack")
    named("uploadpack.packObjectsHook")
    named("url.ext::%S.insteadOf".replace("%S", "sh -c true"))
    git(place, "config", f"url.{tmp_path}/elsewhere.git.insteadOf", str(bare))
    git(place, "config", f"url.{tmp_path}/elsewhere.git.pushInsteadOf", str(bare))
    git(place, "config", "push.gpgSign", "true")
    git(place, "config", "push.pushOption", "evil")
    git(place, "config", "remote.origin.mirror", "true")
    git(place, "config", "remote.origin.vcs", "ext")
    git(place, "config", "protocol.ext.allow", "always")
    git(place, "config", "protocol.file.allow", "never")
    hooks = place / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-push", "reference-transaction", "post-update"):
        program, sprung = trap()
        (hooks / name).symlink_to(program)
        traps.append((name, sprung))
    program, sprung = trap()
    included = tmp_path / "included"
    included.write_text(f"[core]\n\tsshCommand = {program}\n\thooksPath = {hooks}\n")
    git(place, "config", "include.path", str(included))
    repository = open_repository(place)
    ours = text(place, "rev-parse", "HEAD")
    push(repository, ours, None)
    assert text(bare, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main", REF]
    with open_session(repository, find_remote(repository, "origin", place), 60) as session:
        fetch_ref(session, REF, [])
    for url in ("ssh://git@127.0.0.1:1/o/r", "http://127.0.0.1:1/o/r", "git://127.0.0.1:1/o/r"):
        git(place, "config", "remote.origin.url", url)
        with pytest.raises(ReweaveError) as caught:
            push(repository, ours, None, seconds=20)
        assert caught.value.exit_code == 6 and caught.value.message.isprintable()
    assert [key for key, ran in [*traps, ("included", sprung)] if ran()] == []


@pytest.mark.parametrize("url", ["ext::sh -c {}", "fd::3", "foo::bar", "foo://bar/baz", "-u{}", "--upload-pack={}"])
def test_other_ways_are_not_taken(place: Path, trap: Trap, url: str) -> None:
    program, sprung = trap()
    git(place, "config", "protocol.allow", "always")
    git(place, "config", "remote.origin.url", url.format(program))
    with pytest.raises(ReweaveError):
        push(open_repository(place), text(place, "rev-parse", "HEAD"), None)
    assert not sprung()


def test_the_users_own_ways_are_taken(place: Path, bare: Path, trap: Trap, own_configuration: Path) -> None:
    """The user's `insteadOf` leads on, and so does what the user includes for this repository only."""
    program, sprung = trap()
    extra = own_configuration.parent / "extra"
    extra.write_text(f"[core]\n\tsshCommand = {program}\n")
    git(place, "config", "--global", f"url.{bare}.insteadOf", "https://github.com/o/r")
    git(place, "config", "--global", f"includeIf.gitdir:{place.resolve()}/.path", str(extra))
    git(place, "config", "remote.origin.url", "https://github.com/o/r")
    repository = open_repository(place)
    push(repository, text(place, "rev-parse", "HEAD"), None)
    assert text(bare, "rev-parse", REF) == text(place, "rev-parse", "HEAD") and not sprung()
    git(place, "config", "remote.origin.url", "ssh://git@example.org/o/r")
    with pytest.raises(ReweaveError):
        push(repository, text(place, "rev-parse", "HEAD"), None)
    assert sprung()


def test_the_environment_is_the_users(place: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    program, sprung = trap()
    git(place, "remote", "add", "origin", "git@example.org:o/r")
    monkeypatch.setenv("GIT_SSH_COMMAND", program)
    monkeypatch.setenv("GIT_TRACE", str(place / "trace"))
    with pytest.raises(ReweaveError):
        push(open_repository(place), "HEAD", None)
    assert sprung() and not (place / "trace").exists()


def test_a_remote_inside_the_repository_is_refused(place: Path, trap: Trap) -> None:
    evil = place / "notes/evil.git"
    git(place, "init", "-q", "--bare", str(evil))
    (evil / "hooks").mkdir(exist_ok=True)
    program, sprung = trap()
    (evil / "hooks/pre-receive").symlink_to(program)
    outside = place.parent / "link"
    outside.symlink_to(evil)
    for url in ("notes/evil.git", "./notes/evil.git", str(evil), f"file://{place}/notes/%65vil.git", str(outside)):
        git(place, "config", "remote.origin.url", url)
        with pytest.raises(ReweaveError, match="inside this repository"):
            push(open_repository(place), text(place, "rev-parse", "HEAD"), None)
    assert not sprung()


def test_a_hook_of_the_other_side_is_the_other_sides(place: Path, bare: Path) -> None:
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'no \\033[31mpushes at night\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(ReweaveError) as caught:
        push(open_repository(place), text(place, "rev-parse", "HEAD"), None)
    assert (caught.value.code, caught.value.exit_code) == ("push-failed", 6)
    assert "pre-receive hook declined" in caught.value.message and "pushes at night" in caught.value.message
    assert caught.value.message.isprintable() and ask(open_repository(place)) is None


def test_one_that_never_answers_is_given_up(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(slow))
    git(place, "remote", "add", "origin", "git@example.org:o/r")
    with pytest.raises(ReweaveError, match="no answer within 2 seconds"):
        push(open_repository(place), text(place, "rev-parse", "HEAD"), None, seconds=2)


def test_no_password_is_said(place: Path) -> None:
    git(place, "remote", "add", "origin", "https://me:geheim@127.0.0.1:1/o/r")
    remote = find_remote(open_repository(place), "origin", place)
    assert remote.shown == "https://127.0.0.1:1/o/r"
    with pytest.raises(ReweaveError) as caught:
        push(open_repository(place), text(place, "rev-parse", "HEAD"), None)
    assert "geheim" not in str(caught.value) and "127.0.0.1" in str(caught.value)


def test_remotes_are_found_by_name_url_and_path(place: Path, bare: Path, tmp_path: Path) -> None:
    repository = open_repository(place)
    assert find_remote(repository, "../there.git", place).url == str(bare.resolve())
    assert find_remote(repository, "git@example.org:o/r", place).url == "git@example.org:o/r"
    git(place, "config", "remote.origin.pushurl", "../there.git")
    assert find_remote(repository, "origin", tmp_path / "elsewhere").url == str(bare.resolve())
    git(place, "config", "--add", "remote.origin.pushurl", "https://example.org/o/r")
    for name, why in (
        ("origin", "2 push URLs"),
        ("nosuch", "expected 'origin'"),
        ("", "not found"),
        ("a\nb", "not found"),
    ):
        with pytest.raises(ReweaveError, match=why) as caught:
            find_remote(repository, name, place)
        assert caught.value.exit_code == 2


def test_nothing_is_left_behind(place: Path, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    push(open_repository(place), text(place, "rev-parse", "HEAD"), None)
    assert not list(folder.iterdir()) and read_ref(open_repository(place), REF) is None
