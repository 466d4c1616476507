"""Canvases and bases: names within them follow, and every other byte is kept."""

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.vault.boards import rewrite_board
from reweave.vault.renaming import Renaming
from reweave.vault.rewrite import RewriteError
from reweave.vault.vault import Vault

OLD, NEW = "claims/solar is cheap.md", 'sun/Sönne "x" & y.md'
VAULT = Vault.read({OLD: b"x\n", "other.md": b"y\n"}.items())


def rewritten(path: str, text: str, new: str = "sun/Sonne.md") -> str:
    renaming = Renaming(VAULT, OLD, new, [".md"])
    after, _ = rewrite_board(path, text.encode(), renaming, rule="x", message="x")
    return after.decode()


CANVAS = (
    '{\n\t"nodes":[\n\t\t{"id":"a","type":"file","file":"claims/solar is cheap.md","subpath":"#h","x":-1},\n'
    '\t\t{"id":"b","type":"text","text":"See [[solar is cheap|it]],\\n\\u00e9 \\ud83d\\ude00 `[[solar is cheap]]`"},\n'
    '\t\t{"id":"c","type":"file","file":"claims\\/solar is cheap.md"},\n'
    '\t\t{"id":"d","type":"link","url":"https://e.org/claims/solar is cheap.md","label":"claims/solar is cheap.md"}\n'
    '\t],\n\t"edges":[{"label":"[[solar is cheap]]", "file":"claims/solar is cheap.md"}], "file": "other.md"\n}'
)


def test_a_canvas_follows_at_its_cards_alone() -> None:
    first, second, third, rest = CANVAS.split("\t\t{", 4)[1:]
    after = rewritten("a/b.canvas", CANVAS)
    assert after == CANVAS.split("\t\t{")[0] + "".join(
        "\t\t{" + text
        for text in (
            first.replace(OLD, "sun/Sonne.md"),
            second.replace("[[solar is cheap|it]]", "[[Sonne|it]]"),
            third.replace("claims\\/solar is cheap.md", "sun\\/Sonne.md"),
            rest,
        )
    )


def test_what_json_escapes_is_escaped() -> None:
    found = json.loads(rewritten("b.canvas", CANVAS, NEW))
    assert [node.get("file") for node in found["nodes"]] == [NEW, None, NEW, None]
    assert found["nodes"][1]["text"] == 'See [[Sönne "x" & y|it]],\né 😀 `[[solar is cheap]]`'


@pytest.mark.parametrize("text", ["", "[]", "{", '{"nodes": [}', "[" * 100_000, '{"nodes": ["\\ud83d"'])
def test_a_canvas_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RewriteError):
        rewritten("b.canvas", text)


_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(OLD)
_KEYS = st.sampled_from(["nodes", "file", "text", "id"])
_VALUES = st.recursive(_LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(_KEYS, one, max_size=3))


@settings(deadline=None, max_examples=100)
@given(_VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_only_cards_differ(value: object, indent: int | str | None, ascii_only: bool) -> None:
    whole = {"nodes": value}
    after = json.loads(rewritten("b.canvas", json.dumps(whole, indent=indent, ensure_ascii=ascii_only)))
    nodes = value if isinstance(value, list) else []
    for node in nodes:
        if isinstance(node, dict) and node.get("file") == OLD:
            node["file"] = "sun/Sonne.md"
    assert after == whole


BASE = """filters:
  and:
    - file.hasLink("solar is cheap") # why
    - 'source == "claims/solar is cheap.md"'
    - status == "solar is cheap"
    - file.name != "solar is cheap" && supports.contains(link('solar is cheap'))
views:
  - type: table
    name: solar is cheap
    order: [file.name,  note.x]
formulas:
  a: "[[solar is cheap]]"
  b: claims/solar is cheap.md
"""


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_base_follows_in_its_expressions(eol: str) -> None:
    after = rewritten("b.base", BASE.replace("\n", eol))
    assert after == (
        BASE.replace('hasLink("solar is cheap")', 'hasLink("Sonne")')
        .replace('"claims/solar is cheap.md"', '"sun/Sonne.md"')
        .replace('name != "solar is cheap"', 'name != "Sonne"')
        .replace("link('solar is cheap')", "link('Sonne')")
        .replace("[[solar is cheap]]", "[[Sonne]]")
        .replace("b: claims/solar is cheap.md", "b: sun/Sonne.md")
    ).replace("\n", eol)
    assert len(yaml.safe_load(after)["filters"]["and"]) == 4


def test_a_block_scalar_changes_in_its_lines() -> None:
    assert rewritten("b.base", "a: >-\n  x\n  link('solar is cheap')\n\nb: 1\n") == (
        "a: >-\n  x\n  link('Sonne')\n\nb: 1\n"
    )


def test_a_base_without_an_end_of_line_keeps_it_so() -> None:
    assert rewritten("b.base", 'a: link("solar is cheap")') == 'a: link("Sonne")'
    assert rewritten("b.base", "a: 1\n") == "a: 1\n"


@pytest.mark.parametrize(
    "text", ["a: [", "---\na: link('solar is cheap')\n---\nb: 1\n", "a: &b link('solar is cheap')\n"]
)
def test_a_base_that_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(RewriteError):
        rewritten("b.base", text)


def test_a_quote_cannot_be_put_into_an_expression() -> None:
    with pytest.raises(RewriteError, match=re.escape("cannot be written in an expression")):
        rewritten("b.base", 'a: link("solar is cheap")', NEW)
