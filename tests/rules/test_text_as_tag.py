import pytest

from tests.rules.run import problems


@pytest.mark.parametrize(
    "text",
    [
        "!cs (WinDbg)",
        "!track",
        "!git clone で配布",
        "!a/b c",
        "!x   # c",
        "&co",
        "&co # c",
        "&quot;a&quot; b",
        "&#39;x y",
        "&nbsp;日本 語",
        "&#X1F600; x",
    ],
)
def test_text_that_begins_with_a_mark_is_reported(text: str) -> None:
    assert problems("text-as-tag", f"k: {text}\nl:\n  - {text}\nm: n\n") == [(2, 4), (4, 5)]
    assert problems("text-as-tag", f"k: {text}\r\nl: n\r\n") == [(2, 4)]


@pytest.mark.parametrize(
    "text",
    ["! x", "!", "!!str x", "!!python/name:a.b", "!r 1 + 2", "!expr a$b", "!x 'y'", '!x "y"', "!x [y]", "!x {y: z}",
     "&a x", '"!x"', "x !y", "!x |\n  y", "a & b", "<!x>", "&a;b x",
     "&amp x", '&amp;a "x"', "&amp;a [x]", "!<tag:yaml.org,2002:str> x"],
)  # fmt: skip
def test_what_is_meant_is_left(text: str) -> None:
    assert problems("text-as-tag", f"k: {text}\n") == []


def test_an_anchor_with_an_alias_is_left() -> None:
    assert problems("text-as-tag", "a: &b\nc: *b\nd: &e\n") == [(4, 4)]
