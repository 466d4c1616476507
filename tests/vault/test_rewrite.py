"""Renaming a note: every name of it changes in its own form, and nothing else does."""

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.plan.new_path import check_path, new_path
from reweave.plan.renaming import renaming_operations, retargeting_operations
from reweave.vault.renaming import Renaming
from reweave.vault.vault import Vault
from tests.judge import split
from tests.plan.notes import applied

OLD = "claims/solar is cheap.md"
HOLDER = "maps/energy.md"


def renamed(holder: bytes, new: str, old: bytes = b"# solar is cheap\n", at: str = HOLDER) -> dict[str, bytes]:
    """Rename the note of a small vault; return all notes as they are then."""
    notes = {OLD: old, at: holder, "other.md": b"text\n"}
    vault = Vault.read(notes.items())
    result = applied(*renaming_operations(vault, OLD, new_path(OLD, new), unportable=True), notes=notes)
    assert not result.refused, result.refused
    for one in result.changes.totals():
        del notes[one.path]
        notes[one.to or one.path] = one.after
    return notes


_FENCED = "`[[solar is cheap]]`\n\n```\n[[solar is cheap]]\n```\n"
NEW, CODED = "sun power: cheap", "sun%20power%3A%20cheap"
CASES = {
    "wikilink": ("See [[solar is cheap]].", f"See [[{NEW}]]."),
    "with a text": ("[[solar is cheap|sun]]", f"[[{NEW}|sun]]"),
    "with a heading": ("[[solar is cheap#Costs]] ![[solar is cheap]]", f"[[{NEW}#Costs]] ![[{NEW}]]"),
    "in a table": ("|[[solar is cheap\\|x]]|", f"|[[{NEW}\\|x]]|"),
    "in another case": ("[[Solar is Cheap]]", f"[[{NEW}]]"),
    "as a slug": ("[[solar-is-cheap]]", "[[sun-power-cheap]]"),
    "as a path": ("[[claims/solar is cheap]]", f"[[claims/{NEW}]]"),
    "as a path with its extension": ("[[claims/solar is cheap.md]]", f"[[claims/{NEW}.md]]"),
    "Markdown": ("[a](../claims/solar%20is%20cheap.md#x)", f"[a](../claims/{CODED}.md#x)"),
    "Markdown in angles": (
        '[a](<../claims/solar is cheap.md> "t")',
        '[a](<../claims/sun power%3A cheap.md> "t")',
    ),
    "Markdown from the root": ("[a](/claims/solar%20is%20cheap.md)", f"[a](/claims/{CODED}.md)"),
    "the shortest path": ("[a](solar%20is%20cheap.md#x)", f"[a]({CODED}.md#x)"),
    "the whole path": ("[a](claims/solar%20is%20cheap.md)", f"[a](claims/{CODED}.md)"),
    "a reference definition": (
        '[a][r]\n\n[r]: ../claims/solar%20is%20cheap.md#x "t"\n[s]: <solar is cheap.md>\n',
        f'[a][r]\n\n[r]: ../claims/{CODED}.md#x "t"\n[s]: <sun power%3A cheap.md>\n',
    ),
    "definitions for wikilinks": (
        "[[solar is cheap|s]] [[solar is cheap]]\n\n[solar is cheap|s]: x.md\n[solar is cheap]: solar%20is%20cheap.md",
        f"[[{NEW}|s]] [[{NEW}]]\n\n[{NEW}|s]: x.md\n[{NEW}]: {CODED}.md",
    ),
    "a definition on two lines": ("[a b]:\n  solar%20is%20cheap.md", f"[a b]:\n  {CODED}.md"),
    "no definitions": (
        "text\n[r]: solar%20is%20cheap.md\n\n[^1]: solar%20is%20cheap.md\n\n```\n[r]: solar%20is%20cheap.md\n```\n",
        "text\n[r]: solar%20is%20cheap.md\n\n[^1]: solar%20is%20cheap.md\n\n```\n[r]: solar%20is%20cheap.md\n```\n",
    ),
    "code in a list": ("- a\n\n      [[solar is cheap]]\n", "- a\n\n      [[solar is cheap]]\n"),
    "text in a list": ("- a\n\n    [[solar is cheap]]\n", f"- a\n\n    [[{NEW}]]\n"),
    "a relative wikilink": ("[[../claims/solar is cheap#h]]", f"[[../claims/{NEW}#h]]"),
    "code is no link": (_FENCED, _FENCED),
    "prose is no link": ("solar is cheap", "solar is cheap"),
    "beyond ASCII": ("ä [[solar is cheap]] é 😀 [[solar is cheap]]", f"ä [[{NEW}]] é 😀 [[{NEW}]]"),
    "items": (
        "---\nsupports:\n- solar is cheap   # why\n- x\n---\n",
        f'---\nsupports:\n- "{NEW}"   # why\n- x\n---\n',
    ),
    "wikilink items": (
        '---\nrelated: ["[[solar is cheap]]", x]\n---\n',
        f'---\nrelated: ["[[{NEW}]]", x]\n---\n',
    ),
    "entries": (
        "---\nreweave_edges:\n- solar is cheap|supports|2026-03-28\n---\n",
        f'---\nreweave_edges:\n- "{NEW}|supports|2026-03-28"\n---\n',
    ),
    "links in prose of a field": (
        '---\nnote: "see [[solar is cheap]], or not"\n---\n',
        f'---\nnote: "see [[{NEW}]], or not"\n---\n',
    ),
    "links in block scalars": (
        "---\na: |-2  # why\n    see [[solar is cheap]]\n   x\nb: >\n  [[solar is cheap|a]]\n  b\n\nc: 1\n---\n",
        f"---\na: |-2  # why\n    see [[{NEW}]]\n   x\nb: >\n  [[{NEW}|a]]\n  b\n\nc: 1\n---\n",
    ),
    "paths in any field": (
        "---\nsource: claims/solar is cheap.md\nup: claims/solar is cheap\ntitle: claims/solar is cheap.md\n---\n",
        f'---\nsource: "claims/{NEW}.md"\nup: "claims/{NEW}"\ntitle: claims/solar is cheap.md\n---\n',
    ),
    "block scalars": (
        "---\nsupports:\n- >- # c\n  solar is cheap\n- |\n   [[solar is cheap]]\n"
        "related: |+\n\n  solar is cheap\n\n---\n",
        f"---\nsupports:\n- >- # c\n  {NEW}\n- |\n   [[{NEW}]]\nrelated: |+\n\n  {NEW}\n\n---\n",
    ),
    "a block scalar and carriage returns": (
        "---\r\nrelated: |\r\n  solar is cheap\r\n---\r\n",
        f"---\r\nrelated: |\r\n  {NEW}\r\n---\r\n",
    ),
    "carriage returns and a BOM": (
        "\ufeff---\r\nsupports:\r\n- solar is cheap\r\n---\r\n[[solar is cheap]]\r\n",
        f'\ufeff---\r\nsupports:\r\n- "{NEW}"\r\n---\r\n[[{NEW}]]\r\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_each_form_stays(before: str, after: str) -> None:
    found = renamed(before.encode(), "sun power: cheap")
    assert found == {
        "claims/sun power: cheap.md": b"# solar is cheap\n",
        HOLDER: after.encode(),
        "other.md": b"text\n",
    }


def test_letters_of_an_address_stay_encoded() -> None:
    text = "[a](s%C3%B4l%20(1).md) [b](sôl%20(1).md) <x>\n\n[r]: s%c3%b4l%20%281%29.md\n"
    notes = {"sôl (1).md": b"x\n", "b.md": text.encode()}
    result = applied(*renaming_operations(Vault.read(notes.items()), "sôl (1).md", "sé 日.md"), notes=notes)
    (after,) = [one.after.decode() for one in result.changes.totals() if not one.to]
    assert after == ("[a](s%C3%A9%20%E6%97%A5.md) [b](sé%20日.md) <x>\n\n[r]: s%C3%A9%20%E6%97%A5.md\n")


def test_a_note_takes_along_its_own_path_in_a_field() -> None:
    old = b"---\nfile: claims/solar is cheap.md\npermalink: claims/solar is cheap\nmodel: solar is cheap\n---\n"
    found = renamed(b"x\n", "maps/sun.md", old)
    assert found["maps/sun.md"] == old.replace(b"file: claims/solar is cheap", b"file: maps/sun")


def test_names_that_stay_true_stay() -> None:
    old = b"---\naliases: [sunny]\n---\n# Solar power is cheap today\n"
    text = b"[[sunny]] [[Solar power is cheap today]] [[solar is cheap]]"
    assert renamed(text, "new", old)[HOLDER] == b"[[sunny]] [[Solar power is cheap today]] [[new]]"


def test_a_stem_that_is_a_slug_becomes_a_stem() -> None:
    notes = {"a-b.md": b"x\n", "c.md": b"[[a-b]] [[A b]]\n"}
    vault = Vault.read(notes.items())
    result = applied(*renaming_operations(vault, "a-b.md", "New name.md"), notes=notes)
    assert [one.after for one in result.changes.totals() if not one.to] == [b"[[New name]] [[New name]]\n"]


def test_a_note_that_moves_takes_its_own_links_along() -> None:
    old = b"[a](../maps/energy.md) [[solar is cheap]] ![p](img/x.png) [b](https://e.org/y.md) [c](/maps/energy.md)\n"
    found = renamed(b"x\n", "archive/2026/sun.md", old)
    assert found["archive/2026/sun.md"] == (
        b"[a](../../maps/energy.md) [[sun]] ![p](../../claims/img/x.png) [b](https://e.org/y.md) [c](/maps/energy.md)\n"
    )


def test_a_note_that_moves_keeps_what_is_not_seen_from_its_folder() -> None:
    old = (
        b"[a](maps/energy.md) [b](energy.md) [[../maps/energy]] [[maps/energy|x]] [[energy]]\n\n"
        b"[r]: ../maps/energy.md\n"
    )
    found = renamed(b"x\n", "archive/2026/sun.md", old)
    assert found["archive/2026/sun.md"] == (
        b"[a](maps/energy.md) [b](energy.md) [[../../maps/energy]] [[maps/energy|x]] [[energy]]\n\n"
        b"[r]: ../../maps/energy.md\n"
    )


def test_only_attachments_that_are_there_are_seen_from_the_folder() -> None:
    notes = {OLD: b"![](img/x.png) ![](y.png)\n"}
    vault = Vault.read(notes.items())
    renaming = Renaming(vault, OLD, "z/sun.md", [".md"], {"claims/img/x.png", "files/y.png"}.__contains__)
    (one,) = renaming.spans(notes[OLD].decode(), "claims", "z")
    assert one.text == "../claims/img/x.png"


def test_a_body_changes_below_a_frontmatter_that_cannot_be_read() -> None:
    assert renamed(b"---\nx: [\n---\n[[solar is cheap]]\n", "sun")[HOLDER] == b"---\nx: [\n---\n[[sun]]\n"


def test_bytes_that_are_no_text_are_left_unless_a_link_stands_between_them() -> None:
    assert renamed(b"\xff\xfe no link", "sun")[HOLDER] == b"\xff\xfe no link"
    notes = {OLD: b"x\n", HOLDER: b"\xff [[solar is cheap]]"}
    result = applied(*renaming_operations(Vault.read(notes.items()), OLD, "claims/sun.md"), notes=notes)
    assert [why for _, why in result.refused] == ["the body has a link to rewrite, but is not UTF-8"]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("../sun.md", "outside the root"),
        ("/sun.md", "outside the root"),
        ("a/.git/x.md", "outside the root"),
        ("a [b]", "no link can contain"),
        ("a|b", "no link can contain"),
        ("a#b", "no link can contain"),
        ("a\x07b", "no link can contain"),
        ("a\\b", "no link can contain"),
        (" a", "a link ignores spaces"),
        ("", "'' is not a name"),
        (" ", "' ' is not a name"),
        (".", "'.' is not a name"),
        ("..", "'..' is not a name"),
        ("maps/..", "'maps/..' is not a name"),
        ("x" * 300, "longer than 255 bytes"),
        ("other.md", "a note already exists at the new path"),
        ("claims/other", "other.md already has this name"),
        ("solar is cheap", "is already the note's path"),
    ],
)
def test_what_a_note_cannot_be_called(new: str, why: str) -> None:
    notes = {OLD: b"x\n", "other.md": b"y\n"}
    vault = Vault.read(notes.items())
    with pytest.raises(ReweaveError, match=re.escape(why)):
        renaming_operations(vault, OLD, new_path(OLD, new))


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("a: b", "Windows allows no :"),
        ("why?", "Windows allows no ?"),
        ("a*b", "Windows allows no *"),
        ('a "b"', 'Windows allows no "'),
        ("con", "con is the name of a device"),
        ("AUX.notes", "AUX is the name of a device"),
        ("new/lpt1/x.md", "lpt1 is the name of a device"),
        ("a.", "drops a dot or space"),
        ("new /x.md", "drops a dot or space"),
        (".hidden", "is hidden"),
        ("CLAIMS/x.md", "claims differs only in case or Unicode form"),
        ("/".join(["deep" * 10] * 8) + ".md", "Windows cannot hold paths"),
    ],
)
def test_what_other_systems_cannot_hold(new: str, why: str) -> None:
    notes = {OLD: b"x\n", "claims/other.md": b"y\n"}
    vault = Vault.read(notes.items())
    path = new_path(OLD, new)
    with pytest.raises(ReweaveError, match=re.escape(why)):
        check_path(vault, OLD, path)
    if "Unicode form" not in why:
        check_path(vault, OLD, path, unportable=True)


@pytest.mark.parametrize("new", ["Solar is cheap", "console", "a.b", "new/x", "claims/", "c:/../x y"])
def test_what_every_system_holds(new: str) -> None:
    vault = Vault.read({OLD: b"x\n", "q: 1/other.md": b"y\n"}.items())
    if (path := new_path(OLD, new)) != OLD:
        check_path(vault, OLD, path)


def retargeted(holder: bytes, at: str = HOLDER) -> bytes:
    notes = {OLD: b"x\n", "claims/wind.md": b"y\n", at: holder}
    vault = Vault.read(notes.items())
    result = applied(*retargeting_operations(vault, OLD, "claims/wind.md"), notes=notes)
    assert not result.refused, result.refused
    return {one.path: one.after for one in result.changes.totals()}.get(at, holder)


def test_edges_lead_elsewhere_and_bodies_stay() -> None:
    lists = b"supports:\n- solar is cheap\n- x\nreweave_edges:\n- solar is cheap|supports|2026-03-28\n"
    before = b"---\n" + lists + b"---\n[[solar is cheap]]\n"
    assert retargeted(before) == before.replace(b"- solar is cheap", b"- wind")


def test_edges_that_are_single_values_lead_elsewhere() -> None:
    values = b'supports: solar is cheap  # why\nchallenges: "[[solar is cheap]]"\nrelated: [[solar is cheap]]\n'
    holder = b"---\n" + values + b"source: solar is cheap.md\n---\n"
    moved = values.replace(b"solar is cheap", b"wind")
    assert retargeted(holder) == b"---\n" + moved + b"source: solar is cheap.md\n---\n"


def test_an_edge_that_is_there_already_or_leads_home_goes() -> None:
    before = b"---\nsupports:\n- solar is cheap\n- '[[wind]]'\nrelated: [solar is cheap]\n---\n"
    assert retargeted(before) == b"---\nsupports:\n- '[[wind]]'\nrelated: [wind]\n---\n"
    notes = {OLD: b"x\n", "claims/wind.md": b"---\nsupports:\n- solar is cheap\n- x\n---\n"}
    vault = Vault.read(notes.items())
    result = applied(*retargeting_operations(vault, OLD, "claims/wind.md"), notes=notes)
    assert [one.after for one in result.changes.totals()] == [b"---\nsupports:\n- x\n---\n"]


_LINKS = ("[[solar is cheap]]", "[[solar is cheap|a]]", "![[Solar is cheap#h]]", "[x](../claims/solar%20is%20cheap.md)")
_AROUND = (
    *(
        "[",
        "]",
        "[[",
        "]]",
        "(",
        ")",
        "|",
        "\\",
        "#",
        "```\n",
        "`",
        "<!--",
        "-->",
        "%%",
        " ",
        "- ",
        "\n\n",
        "\r\n",
        "é😀",
    ),
    *("`[[solar is cheap]]`", "[[other]]", "solar is cheap"),
)
_PIECES = st.sampled_from((*_LINKS, *_AROUND))


@settings(deadline=None, max_examples=200)
@given(st.lists(_PIECES, max_size=12).map("".join), st.sampled_from(["sun", "sun: power", "it's the, sun", "sün (x)"]))
def test_only_names_within_links_differ(body: str, new: str) -> None:
    """Whatever stands around them: with both names masked the texts are equal, and the links lead where they led."""
    source = ("---\nsupports:\n- solar is cheap\n---\n" + body).encode()
    notes = {OLD: b"# heading\n", HOLDER: source, "other.md": b"text\n"}
    vault = Vault.read(notes.items())
    result = applied(*renaming_operations(vault, OLD, new_path(OLD, new), unportable=True), notes=notes)
    if result.refused:
        return
    for one in result.changes.totals():
        del notes[one.path]
        notes[one.to or one.path] = one.after
    assert yaml.safe_load(split(notes[HOLDER])[1]) == {"supports": [new]}

    def ends(vault: Vault, holder: int) -> list[tuple[object, ...]]:
        paths = [record.path.replace(new, "solar is cheap") for record in vault.records]
        return [(one.form, one.fragment, [paths[target] for target in one.targets]) for one in vault.links[holder]]

    after = Vault.read(notes.items())
    assert ends(after, after.by_path[HOLDER]) == ends(vault, 1)
    coded = new.replace(" ", "%20").replace(":", "%3A").replace("(", "%28").replace(")", "%29")
    text = notes[HOLDER].decode().split("---\n", 2)[2]
    old = re.compile(r"[Ss]olar(?: |%20)is(?: |%20)cheap")
    assert old.sub("@", text.replace(new, "@").replace(coded, "@")) == old.sub("@", body)
