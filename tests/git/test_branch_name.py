"""Branch names, judged by git itself."""

import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.git.branch_name import branch_ref

NAMES = st.lists(st.sampled_from([*"a/.@{-~^:?*[\\ \x7fé", "..", ".lock", "HEAD"]), min_size=1, max_size=6).map("".join)


def git_takes(name: str) -> bool:
    done = subprocess.run(["git", "check-ref-format", f"refs/heads/{name}"], capture_output=True)
    return done.returncode == 0


def taken(name: str) -> bool:
    try:
        return branch_ref(name) == f"refs/heads/{name}"
    except ReweaveError:
        return False


@given(NAMES)
@settings(max_examples=150, deadline=None)
@example("a.lock/b")
@example("@")
@example("a@{1}")
def test_the_rules_are_those_of_git(name: str) -> None:
    assert taken(name) == (git_takes(name) and not name.startswith("-") and name != "HEAD")


@pytest.mark.parametrize(
    "name", ["", "a..b", "-x", "a b", "x.lock", "/x", "a\nb", "a\0b", "@{-1}", "HEAD", "a\x1b[31m", "a\u202eb"]
)
def test_names_that_git_refuses_or_that_deceive(name: str) -> None:
    with pytest.raises(ReweaveError, match="is not a valid branch name") as caught:
        branch_ref(name)
    assert "\x1b" not in str(caught.value) and "\n" not in str(caught.value)


def test_a_full_ref_name_is_no_branch_name() -> None:
    assert branch_ref("reweave/näme") == "refs/heads/reweave/näme"
    with pytest.raises(ReweaveError, match="'refs/heads/x/y' is a full ref name; use 'x/y'"):
        branch_ref("refs/heads/x/y")
    with pytest.raises(ReweaveError, match="'refs/tags/v1' is a full ref name; use a branch's own name"):
        branch_ref("refs/tags/v1")
