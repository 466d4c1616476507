"""The links of a body."""

import pytest

from reweave.vault.links import LinkForm, ParsedLink, find_links


@pytest.mark.parametrize(
    ("body", "name", "fragment", "text", "form"),
    [
        ("[[x y]]", "x y", "", "x y", LinkForm.WIKI),
        ("[[x|shown]]", "x", "", "shown", LinkForm.WIKI),
        ("[[x#part]]", "x", "part", "x#part", LinkForm.WIKI),
        ("[[x#part|shown]]", "x", "part", "shown", LinkForm.WIKI),
        ("![[x]]", "x", "", "x", LinkForm.EMBED),
        ("[[a\\|shown]]", "a", "", "shown", LinkForm.WIKI),
        ("[t](p.md)", "p.md", "", "t", LinkForm.MARKDOWN),
        ("[t](<a b.md>)", "a b.md", "", "t", LinkForm.MARKDOWN),
        ("[t](a%20b.md#c%20d)", "a b.md", "c d", "t", LinkForm.MARKDOWN),
        ("[t](%C3%A9.md)", "é.md", "", "t", LinkForm.MARKDOWN),
        ("[t](p.md 'title')", "p.md", "", "t", LinkForm.MARKDOWN),
        ("[t](a(b).md)", "a(b).md", "", "t", LinkForm.MARKDOWN),
        ("[t](a\\(b.md)", "a(b.md", "", "t", LinkForm.MARKDOWN),
        ("[a [b] c](p.md)", "p.md", "", "a [b] c", LinkForm.MARKDOWN),
        ("[two\nlines](p.md)", "p.md", "", "two lines", LinkForm.MARKDOWN),
        ("![t](p.md)", "p.md", "", "t", LinkForm.IMAGE),
        ("[t](p.md?raw=1)", "p.md", "", "t", LinkForm.MARKDOWN),
    ],
)
def test_a_link(body: str, name: str, fragment: str, text: str, form: LinkForm) -> None:
    around = f"since {body}, so"
    assert find_links(around) == [ParsedLink(6, 6 + len(body), name, fragment, text, form)]


@pytest.mark.parametrize(
    "body",
    [
        "`[[x]]`",
        "`` ` [[x]] ``",
        "```\n[[x]]\n```",
        "~~~\n[t](p.md)\n~~~",
        "a\n\n    [[x]]\n",
        "<!-- [[x]] -->",
        "<!-- never closed\n\n[[x]]",
        "%% [[x]] %%",
        r"\[[x]]",
        r"\[t](p.md)",
        "[[#part]]",
        "[t](#part)",
        "[t](https://example.org/a.md)",
        "[t](mailto:a@example.org)",
        "[t](//example.org/a.md)",
        "[[ ]]",
        "[[a\nb]]",
        "[t\n\nu](p.md)",
        "[t] (p.md)",
        "[t](p.md",
        "[t](a b.md)",
    ],
)
def test_no_link(body: str) -> None:
    assert find_links(body) == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("`a\n\n[[x]] `b`", ["x"]),
        ("a <!-- never closed [[x]]", ["x"]),
        ("100 %% [[x]]", ["x"]),
        ("<!--> [[x]] <!-- [[y]] -->", ["x"]),
        ("- a\n\n    [[x]]", ["x"]),
        ("`` [[x]] `", ["x"]),
        ("[[a [[b]]", ["b"]),
        ("[a [[x]] b](y.md)", ["y.md", "x"]),
        ("[![t](i.md)](o.md)", ["o.md", "i.md"]),
        ("[[x]] ```\n[[y]]\n```\n[[z]]", ["x", "y"]),
        ("| [[x\\|y]] | [[z]] |", ["x", "z"]),
    ],
)
def test_beside_what_looks_like_code_or_a_comment(body: str, names: list[str]) -> None:
    links = find_links(body)
    assert [link.name for link in links] == names
    assert [link.start for link in links] == sorted(link.start for link in links)


HOSTILE = (
    *("[", "[[", "](", "![[", "`", "<!--", "%%", "[[a", "[a](", "[a](b ", "[a](<", '[a](b "', "[a](b'", "[](", "](a(b"),
    *(
        "\n    x",
        "```\n",
        "- ```\n",
        "\\",
        "[[a\n\n",
        "a`b``",
        "> ",
        "1. ",
        "[](((",
        "\n\n[`",
        "[[a|",
        " ",
        "<!-- \n",
        "`` ` ",
    ),
)


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_hostile_body_is_read_in_one_pass(part: str) -> None:
    # Reading that looked back or ahead again and again would take hours here.
    body = part * 200_000
    assert len(find_links(body + "\n\n[[x]] ]( [[")) < 3


def test_many_different_runs_of_backticks() -> None:
    body = " ".join("`" * length for length in range(1, 800)) + " [[x]]"
    assert [link.name for link in find_links(body)] == ["x"]
