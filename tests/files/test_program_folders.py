"""What other programs' settings say is no note."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.config.model import Config
from reweave.files.program_folders import PLACES, program_folders

TEMPLATES = ".obsidian/templates.json"


def excluded(files: dict[str, str], *paths: str) -> set[str]:
    notes = Config().with_program_folders(lambda path: files[path].encode() if path in files else None).note_filter()
    return {path for path in paths if not notes.matches(path)}


@pytest.mark.parametrize(
    "path",
    [
        ".trash/a.md", ".obsidian/plugins/x/README.md", ".github/PULL_REQUEST_TEMPLATE.md", "node_modules/x/readme.md",
        "app/node_modules/y.md",
        ".venv/lib/a.md", "lib/site-packages/x/a.md", "docs/.vitepress/dist/a.md", "_site/a.md",
    ],
)  # fmt: skip
def test_these_are_no_notes_anywhere(path: str) -> None:
    assert excluded({}, path, "a.md", "notes/a.md", ".a.md", "site/a.md", "public/a.md", "templates/a.md") == {path}


@pytest.mark.parametrize(
    ("file", "text", "path"),
    [
        (TEMPLATES, '{"folder": "x/Vorlagen"}', "x/Vorlagen/n.md"),
        (TEMPLATES, '{"folder": "/模板/"}', "模板/n.md"),
        (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "a [b]*"}', "a [b]*/n.md"),
        (".obsidian/daily-notes.json", '{"folder": "daily", "template": "meta/day"}', "meta/day.md"),
        (".obsidian/daily-notes.json", '{"template": "!day.md"}', "!day.md"),
        (".obsidian/plugins/periodic-notes/data.json", '{"weekly": {"template": "t/w.md"}, "daily": 1}', "t/w.md"),
        ("mkdocs.yml", "site_name: x\n", "site/n.md"),
        ("mkdocs.yml", "site_dir: 'out/html'  # here\n", "out/html/n.md"),
        ("hugo.toml", 'publishDir = "docs"\n', "docs/n.md"),
        ("config.toml", 'base_url = "https://example.org"\n', "public/n.md"),
        ("_config.yml", "public_dir: www\n", "www/n.md"),
        ("quartz.config.ts", "", "public/n.md"),
        ("docusaurus.config.ts", "", "build/n.md"),
        ("book.toml", '[build]\nbuild-dir = "html"\n', "html/n.md"),
        ("logseq/config.edn", "{}", "logseq/bak/n.md"),
    ],
)
def test_the_settings_name_them(file: str, text: str, path: str) -> None:
    others = ("n.md", "daily/n.md", "x/n.md", "meta/n.md", "a b/n.md", "day.md", "sub/site/n.md", "sub/public/n.md")
    assert excluded({file: text}, path, *others) == {path}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"folder": 7}', '{"folder": ""}', '{"folder": "/"}',
    '{"folder": "./"}', '{"folder": "../x"}', '{"folder": null}', '{"folder": {"a": []}}', "[" * 100_000])  # fmt: skip
def test_settings_without_a_folder_exclude_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert excluded({TEMPLATES: text}, "a.md", "x/a.md") == set()
    assert ("not JSON" in capsys.readouterr().err) is (text in ("", "{") or text.startswith("[["))


@given(st.text(min_size=1, max_size=12))
def test_exactly_the_folder_that_is_named(name: str) -> None:
    files = {TEMPLATES: json.dumps({"folder": name})}
    names = [part for part in name.split("/") if part not in ("", ".")]
    wanted = bool(names) and ".." not in names and all(part.isprintable() for part in names)
    inside, beside = "/".join([*names, "n.md"]), "/".join(["other", *names, "n.md"])
    if not any(part.startswith(".") for part in names):
        assert excluded(files, inside, beside, "n.md") == ({inside} if wanted else set())


def test_a_vault_may_keep_them() -> None:
    config = Config(program_folders=False, default_exclude=())
    notes = config.with_program_folders(lambda path: b'{"folder": "t"}' if path == TEMPLATES else None).note_filter()
    assert notes.matches("t/a.md") and notes.matches(".trash/a.md")


def test_where_each_pattern_is_from_and_each_once() -> None:
    files = {"mkdocs.yml": "", "hugo.toml": "publishDir: site", TEMPLATES: '{"folder": "t"}'}
    found = list(program_folders(lambda path: files[path].encode() if path in files else None))
    assert found == [("/t/", TEMPLATES), ("/site/", "mkdocs.yml")]
    assert files.keys() <= set(PLACES)
