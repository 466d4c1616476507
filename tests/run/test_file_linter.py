"""Linting files in several processes comes to the same as linting their notes one after the other."""

import random
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.cache.digest import digest_of
from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.files.discovery import FoundFile
from reweave.lint.linter import lint_notes
from reweave.lint.note_linter import NoteLinter
from reweave.note.changeset import blob_hash
from reweave.run import file_linter
from reweave.run.file_changes import FileChange, FileChanges
from reweave.run.file_linter import Wanted, lint_files
from reweave.vault.rule_view import RuleView
from reweave.vault.vault import Vault

PARTS = [
    "title: 'a'\n",
    'tags: ["one", "two"]\n',
    "supports:\n  - note-1\n  - nowhere to be found\n",
    "supports:\n- note-2\n- note-2\n",
    "created: 2024-02-31\n",
    "up: [[note-3]]\n",
    "title: A: one\n",
    "x: [unclosed\n",
    "date: {{date:YYYY}}\n",
    "- item\n",
    "name: caf\u00e9 \U0001f600\n",
]
CONFIG = b"""
extend-select = ["self-edge", "dangling-edge", "flow-lists", "duplicate-items"]
[[overrides]]
paths = ["note-1*"]
ignore = ["quotes"]
"""


@st.composite
def vaults(draw: st.DrawFn) -> dict[str, bytes | None]:
    """Draw notes by path; `None` cannot be read."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    notes: dict[str, bytes | None] = {}
    for number in range(draw(st.integers(20, 80))):
        head = "".join(chance.sample(PARTS, chance.randint(0, 4)))
        end = chance.choice(["\n", "\r\n"])
        text = f"---\n{head}---\nbody {number}\n".replace("\n", end)
        source = chance.choice([text.encode(), text.encode(), b"no frontmatter\n", b"---\nx: \xff\n---\n", None])
        notes[f"note-{number}.md"] = source
    return notes


def _files(root: Path, notes: dict[str, bytes | None]) -> Iterator[FoundFile]:
    for path, source in notes.items():
        if source is None:
            (root / path).symlink_to(root)
        else:
            (root / path).write_bytes(source)
        yield FoundFile(path, str(root))


@settings(max_examples=12)
@given(vaults(), st.sampled_from([b"", CONFIG]), st.booleans())
def test_several_processes_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, notes: dict[str, bytes | None], tables: bytes, unsafe: bool
) -> None:
    root = tmp_path_factory.mktemp("vault")
    config = parse_config(tables, "reweave.toml")
    readable = {path: source for path, source in notes.items() if source is not None}

    def view() -> RuleView:
        return RuleView(Vault.read(readable.items(), config))

    expected = lint_notes(readable.items(), config, unsafe=unsafe, vault=view)
    linter = NoteLinter(config, unsafe=unsafe, vault=view)
    wanted = Wanted(changes=True, digests=True, after=True)
    with patch.object(file_linter, "_FEW", 1), patch.object(file_linter, "_CHUNK", 3):
        linted = list(lint_files(list(_files(root, notes)), linter, 1 << 20, wanted, processes=2))
    assert [one is None for one in linted] == [source is None for source in notes.values()]
    found = [one for one in linted if one is not None]
    assert [finding for one in found for finding in one.note.findings] == expected.findings
    assert [finding for one in found for finding in one.note.left(unsafe=unsafe)] == expected.left
    changes = FileChanges(root)
    for one in found:
        if one.change is not None:
            changes.add(one.change)
    written = {**readable, **{total.path: total.after for total in expected.changes.totals()}}
    for one, (path, source) in zip(found, written.items(), strict=True):
        assert one.digest == digest_of(source)
        assert (one.note if one.after is None else one.after) == linter.lint(path, source).result
    assert [total[:3] for total in changes.totals()] == [total[:3] for total in expected.changes.totals()]
    assert [(one.blob, one.blob_after, list(one.rules)) for one in changes] == [
        (blob_hash(total.before), blob_hash(total.after), total.rules) for total in expected.changes.totals()
    ]


@given(
    st.binary(max_size=40),
    st.binary(max_size=40),
    st.binary(max_size=20),
    st.binary(max_size=20),
    st.integers(0, 90),
    st.integers(-9, 90),
)
def test_a_change_holds_what_differs(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, end: bytes, old: bytes, new: bytes, above: int, below: int
) -> None:
    root = tmp_path_factory.getbasetemp()
    before, after = start + old + end, start + new + end
    (root / "a.md").write_bytes(before)
    change = FileChange.between("a.md", before, after, ("quotes",), above, below)
    total = change.total(root)
    assert (total.before, total.after, total.rules) == (before, after, ["quotes"])
    assert len(change.text) <= len(new)


@pytest.mark.parametrize("meanwhile", [b"other", b"longer than before", None])
def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path, meanwhile: bytes | None) -> None:
    (tmp_path / "a.md").write_bytes(b"begin")
    change = FileChange.between("a.md", b"begin", b"after", ())
    if meanwhile is None:
        (tmp_path / "a.md").unlink()
    else:
        (tmp_path / "a.md").write_bytes(meanwhile)
    with pytest.raises(ReweaveError, match="changed during the run") as caught:
        change.total(tmp_path)
    assert caught.value.exit_code is Exit.MOVED


def test_few_files_start_no_process(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"---\ntags:\n  - 'b'\n---\n")
    wanted = Wanted(changes=False, digests=True)
    with patch("os.fork", side_effect=AssertionError):
        files = [FoundFile("a.md", str(tmp_path))]
        linted = list(lint_files(files, NoteLinter(Config()), 100, wanted, processes=2))
    assert linted[0] is not None
    assert linted[0].note.outcome == "changed"
    assert linted[0].change is None
