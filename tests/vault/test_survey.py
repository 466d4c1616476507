"""What a vault shows of itself, and the configuration that is written from it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.config.loader import parse_config
from reweave.fm import quoted
from reweave.lint.style_survey import survey
from reweave.note.note import Note
from reweave.run.first_config import VaultFindings, WeavePreview, config_text, name_form
from reweave.vault.survey import survey_vault
from reweave.vault.vault import Vault

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)


def noted(lists: dict[str, list[str]], kind: str = "idea") -> bytes:
    fields = "".join(f"{key}:\n" + "".join(f"- {quoted(item)}\n" for item in own) for key, own in lists.items())
    return f"---\ntype: {quoted(kind)}\n{fields}---\ntext\n".encode()


def vault(files: dict[str, bytes]) -> Vault:
    return Vault.read(files.items())


def test_prose_tags_and_single_values_are_no_lists_of_edges() -> None:
    names = ["first note", "second note", "third note", "fourth note"]
    files = {}
    for name in names:
        others = [other for other in names if other != name]
        lists = {"tags": names, "topics": ["music", "art"], "area": ["first note"], "seen": others}
        files[f"{name}.md"] = noted(lists)
    found = survey_vault(vault(files))
    assert list(found.own) == ["seen"] and list(found.others) == ["area"] and not found.typed


def test_what_reweave_wrote_shows_nothing() -> None:
    files = {
        f"note {at}.md": noted({"related": ["note 9"], "reweave_edges": ["note 9|related|2026-01-01"]})
        for at in range(4)
    }
    assert not survey_vault(vault({**files, "note 9.md": noted({})})).has_lists


def test_mixed_forms_are_no_form() -> None:
    files = {
        f"note {at}.md": noted({"related": [f"[[note {(at + 1) % 8}]]" if at % 2 else f"note {(at + 1) % 8}"]})
        for at in range(8)
    }
    found = survey_vault(vault(files))
    assert found.typed["related"].notes == 8 and name_form(found) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_WORDS, min_size=3, max_size=6, unique=True), _WORDS, _WORDS, st.lists(_WORDS, max_size=2), st.booleans()
)
def test_whatever_a_vault_holds_the_text_is_a_configuration(
    names: list[str], field: str, kind: str, excluded: list[str], linked: bool
) -> None:
    items = [f"[[{name}]]" if linked else name for name in names]
    files = {f"{at}/{name}.md": noted({quoted(field): items, "up": items}, kind) for at, name in enumerate(names)}
    notes = [Note(path, source) for path, source in files.items()]
    patterns = {f"/{at}x/": name for at, name in enumerate(excluded)}
    found = VaultFindings(survey(notes), survey_vault(Vault.of(notes)), [".mdx"], 3, patterns)
    config = parse_config(config_text(found, WeavePreview(1, 1)).encode(), "reweave.toml")
    assert config.exclude == tuple(patterns) and config.extensions == (".md", ".mdx")
    assert config.run.weave is found.graph.has_lists
    fields = {one.field for one in config.weave.types} | {one.inverse for one in config.weave.types}
    assert found.graph.own.keys() <= fields
