import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.forge.detection import ForgeRepository, detect_forge
from reweave.text import escape

KNOWN = {
    "https://github.com/o/r.git": ForgeRepository("github", "github.com", "o/r"),
    "https://user:secret@github.com/o/r": ForgeRepository("github", "github.com", "o/r"),
    "git@github.com:o/r.git": ForgeRepository("github", "github.com", "o/r"),
    "ssh://git@ssh.github.com:443/o/r.git": ForgeRepository("github", "github.com", "o/r"),
    "git@github-work:o/r.git": ForgeRepository("github", "github.com", "o/r"),
    "https://github.example.org/o/r": ForgeRepository("github", "github.example.org", "o/r"),
    "git@gitlab.com:group/sub/project.git": ForgeRepository("gitlab", "gitlab.com", "group/sub/project"),
    "https://gitlab.example.org:8443/g/p.git": ForgeRepository("gitlab", "gitlab.example.org", "g/p"),
    "ssh://git@altssh.gitlab.com:443/g/p.git": ForgeRepository("gitlab", "gitlab.com", "g/p"),
    "https://codeberg.org/o/r.git": ForgeRepository("forgejo", "codeberg.org", "o/r"),
    "git@gitea.example.org:o/r.git": ForgeRepository("forgejo", "gitea.example.org", "o/r"),
    "https://forgejo.example.org/o/r/": ForgeRepository("forgejo", "forgejo.example.org", "o/r"),
}


@pytest.mark.parametrize("url", KNOWN)
def test_the_forge_is_seen_from_the_url(url: str) -> None:
    assert detect_forge(url, None) == KNOWN[url]


def test_what_is_asked_for_counts_more() -> None:
    assert detect_forge("https://git.example.org/o/r", "gitlab") == ForgeRepository("gitlab", "git.example.org", "o/r")


@pytest.mark.parametrize("url", ["https://git.example.org/o/r", "ssh://git@localhost/o/r", "git@my-github.example:o"])
def test_what_does_not_tell_is_asked_for(url: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        detect_forge(url, None)
    assert caught.value.code == "forge" and caught.value.exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        "/srv/github.com/o/r",
        "../github/r",
        "file:///github.com/o/r",
        "ext::sh -c github.com/o/r",
        "https://github.com/",
        "https://github.com/o/../r",
        "https://github.com/o/r?x",
        "https://github.com/-o/r",
        "https://u:secret@[::1/o/r",
        "",
    ],
)
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        detect_forge(url, "github")
    assert caught.value.code == "forge" and "secret" not in caught.value.message


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_refused(url: str) -> None:
    try:
        place = detect_forge(url, "github")
    except ReweaveError as error:
        assert escape(error.message) == error.message
    else:
        assert not place.path.startswith("-") and ".." not in place.path.split("/") and " " not in place.path
