"""What is advised where a remote cannot be reached, or refuses a push."""

from pathlib import Path

import pytest

from reweave.git.remote_advice import advice
from reweave.git.transport import transport_command
from tests.git.conftest import git


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("fatal: could not read Username for 'https://h': terminal prompts disabled", "`git ls-remote origin` asks"),
        ("remote: Invalid username\nfatal: Authentication failed for 'https://h/'", "`git ls-remote origin` asks"),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 403", "account may push"),
        (
            "ERROR: Permission to a/b.git denied to c.\nfatal: Could not read from remote repository.",
            "account may push",
        ),
        ("git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", "account may push"),
        ("Host key verification failed.\nfatal: Could not read from remote repository.", "`ssh` once"),
        ("fatal: repository 'https://h/x.git/' not found", "check the URL"),
        ("fatal: '/x' does not appear to be a git repository", "check the URL"),
        ("!\ta:b\t[remote rejected] (pre-receive hook declined)", "to accept it"),
        ("!\ta:b\t[remote rejected] (shallow update not allowed)", "git fetch --unshallow"),
        ("fatal: unable to access 'h': Received HTTP code 407 from proxy after CONNECT", "proxy in git's `http.proxy`"),
    ],
)
def test_each_has_the_advice_that_helps(said: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    found = advice(said, "origin", "https://h/x.git", [])
    assert found is not None
    assert wanted in found


def test_a_proxy_is_named_by_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "fatal: unable to access 'https://h/': Failed to connect to 127.0.0.1 port 9 after 0 ms"
    for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert advice(said, "origin", "https://h", []) is None
    assert (
        advice(said, "origin", "https://h", [("http.https://h.proxy", "p")])
        == "git uses the proxy in git's `http.proxy`; check it"
    )
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@127.0.0.1:9")
    assert advice(said, "origin", "https://h", []) == "git uses the proxy in HTTPS_PROXY; check it"


def test_no_command_comes_from_a_server() -> None:
    said = "remote: detected dubious ownership in repository at '/etc'\n\tgit config --global --add safe.directory '*'"
    assert advice(said, "origin", "ssh://h/x", []) is None
    own = "fatal: detected dubious ownership in repository at '/srv/a b/.git'"
    assert advice(own, "/srv/a b", "/srv/a b", []) == (
        "if you trust its owner: git config --global --add safe.directory '/srv/a b/.git'"
    )


def test_what_the_user_trusts_is_trusted_on_the_other_side(tmp_path: Path) -> None:
    (tmp_path / "session.git").mkdir()
    trusted = ["/srv/a b", 'C:\\x "y"', "*"]
    _, env = transport_command(tmp_path / "session.git", tmp_path, [("safe.directory", one) for one in trusted])
    read = git(tmp_path, "config", "--file", env["GIT_CONFIG_GLOBAL"], "-z", "--get-all", "safe.directory")
    assert read.decode().split("\0")[:-1] == trusted
