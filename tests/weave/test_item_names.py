"""Items are written in the form that their list, else the vault, uses."""

import re
import unicodedata
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reweave.config.loader import parse_config
from reweave.note.note import Note
from reweave.rules.link_form import LinkForm
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault
from reweave.weave.item_names import ItemNames
from reweave.weave.pipeline import WeaveOptions, weave_vault
from tests.weave.obsidian import resolve

DAY = date(2026, 3, 28)
SOLAR = "energia/solare-costa-poco.md"
NOTES = {
    SOLAR: "# Il solare costa poco\n",
    "energia/Vento.md": "# Il vento costa poco\n",
    "mare/vento.md": "---\ntitle: Der Wind auf See\n---\n",
    "a.md": "text\n",
}
LINKS = "[[Vento]] [[solare-costa-poco]] [[a]]\n"


def vault(notes: dict[str, str], config: str = "") -> Vault:
    return Vault.read(
        ((path, text.encode()) for path, text in notes.items()), parse_config(config.encode(), "reweave.toml")
    )


def item(note: str, target: str = SOLAR, others: dict[str, str] | None = None, config: str = "") -> str | None:
    found = vault({**NOTES, **(others or {}), "holder.md": note}, config)
    return ItemNames(found).item(found.by_path["holder.md"], "related", found.by_path[target])


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ('["[[Vento]]", "[[nowhere]]", a]', "[[solare-costa-poco]]"),
        ("[a, Il vento costa poco]", "Il solare costa poco"),
        ("[il-vento-costa-poco]", "solare-costa-poco"),
        ("[energia/Vento.md]", SOLAR),
        ("[energia/Vento]", SOLAR),
        ("[a, energia/solare-costa-poco]", "Il solare costa poco"),
    ],
)
def test_as_the_list_has_it(own: str, expected: str) -> None:
    others = {"other.md": f'---\nsupports: ["[[a]]", "[[a]]"]\n---\n{LINKS}'}
    assert item(f"---\nrelated: {own}\n---\n", others=others) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("text\n", "Il solare costa poco"),
        (LINKS, "[[solare-costa-poco]]"),
        ("[a](a.md) [b](energia/Vento.md) [c](mare/vento.md) [[a]]\n", "Il solare costa poco"),
        ('---\nup: ["[[a]]", "[[Vento]]", "[[a|b]]"]\n---\n', "[[solare-costa-poco]]"),
        (f"---\ntopics: [il vento costa poco]\n---\n{LINKS}", "[[solare-costa-poco]]"),
        (f"---\nsupports: [Il vento costa poco]\n---\n{LINKS}", "Il solare costa poco"),
        (f"---\nsupports: [vento]\nreweave_edges: [vento|supports|2026-01-01]\n---\n{LINKS}", "[[solare-costa-poco]]"),
    ],
)
def test_as_the_vault_has_it(other: str, expected: str) -> None:
    assert item("text\n", others={"other.md": other}) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("title", "Il solare costa poco"),
        ("stem", "solare-costa-poco"),
        ("slug", "solare-costa-poco"),
        ("path", SOLAR),
        ("wikilink", "[[solare-costa-poco]]"),
    ],
)
def test_as_configured(names: str, expected: str) -> None:
    assert item("---\nrelated: [a]\n---\n", config=f'[weave]\nnames = "{names}"\n') == expected


def test_a_stem_of_two_notes_is_a_path_between_brackets() -> None:
    wikilink = '[weave]\nnames = "wikilink"\n'
    assert item("", "mare/vento.md", config=wikilink) == "[[mare/vento]]"
    assert item("", "a.md", {"b/a.md": ""}, wikilink) == "[[/a]]"
    assert item("", "c#.md", {"c#.md": ""}, wikilink) is None
    assert item("", "b/a.md", {"b/a.md": ""}, '[weave]\nnames = "stem"\n') == "b/a.md"
    assert item("", "b/a.md", {"b/a.md": ""}, '[weave]\nnames = "title"\n') is None


@pytest.mark.parametrize("form", ["title", "stem", "slug", "path", "wikilink"])
def test_link_form_has_nothing_to_say_of_what_was_written(form: str) -> None:
    config = parse_config(
        f'extend-select = ["link-form"]\n[rules.link-form]\nform = "{form}"\n'.encode(), "reweave.toml"
    )
    notes = {
        "a/solar-power-is-cheap-now.md": "# Solar power is cheap now\n",
        "markets price evenings badly.md": "---\ntype: note\n---\nThis supports [[solar-power-is-cheap-now]].\n",
    }
    found = Vault.read(((path, text.encode()) for path, text in notes.items()), config)
    (change,) = weave_vault(found, config, WeaveOptions(DAY, "all", new=False)).written.changes
    after = Vault.read(
        ((path, change.after if path == change.path else text.encode()) for path, text in notes.items()), config
    )
    assert [edge.origin for edge in after.edges if edge.type] == ["provenance"]
    assert not weave_vault(after, config, WeaveOptions(DAY, "all", new=False)).written.changes
    (rule,) = (one for one in config.rules_for(change.path) if isinstance(one, LinkForm))
    assert list(rule.within(RuleView(after)).propose(Note(change.path, change.after))) == []


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_STEMS = st.sampled_from(
    ["sol", "Sol", "SOL", "so l", "\u00e9t\u00e9", "e\u0301te\u0301", "v1.2", "a-b", "a b", "c#", "x^y", "[q]"]
)
_PATHS = st.lists(
    st.builds(lambda folder, stem: f"{folder}{stem}.md", st.sampled_from(["", "a/", "b/", "a/b/", "b/a/"]), _STEMS),
    min_size=2,
    max_size=7,
    unique_by=lambda path: path,
)


@given(_PATHS, st.data())
def test_obsidian_finds_what_a_wikilink_names(paths: list[str], data: st.DataObject) -> None:
    found = vault(dict.fromkeys(paths, ""), '[weave]\nnames = "wikilink"\n')
    holder, other = data.draw(st.sampled_from(paths)), data.draw(st.sampled_from(paths))
    written = ItemNames(found).item(found.by_path[holder], "related", found.by_path[other])
    if written is not None:
        assert yaml.safe_load(f'"{written}"') == written
        assert resolve(written[2:-2], paths) == [other]
    elif not re.search(r"[#^\[\]]", other):
        assert len({path.lower().replace("-", " ") for path in map(nfc, paths)}) < len(paths)
