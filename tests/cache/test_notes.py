"""Results of notes come out as they were put in, and only for what they were found for."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.cache.notes import NoteCache
from reweave.cache.store import Store
from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.lint.result import NoteResult, Outcome
from reweave.note.finding import Finding, Fix, Severity
from reweave.run.woven import Woven

ANY = st.text(st.characters(), max_size=8)
FINDINGS = st.builds(
    Finding,
    path=st.just("n.md"),
    line=st.integers(1, 9),
    column=st.integers(1, 9),
    rule=ANY,
    message=ANY,
    severity=st.sampled_from(Severity),
    fixable=st.sampled_from(Fix),
    suggestion=st.none() | ANY,
)
CLEAN = NoteResult("unchanged", ())


def notes(
    store: Store, config: Config | None = None, *, unsafe: bool = False, changes: bool = False, vault: bytes = b"v"
) -> NoteCache:
    return NoteCache(store, config or Config(), unsafe=unsafe, changes=changes, vault=lambda: vault)


@given(findings=st.lists(FINDINGS, max_size=3), outcome=st.sampled_from(get_args(Outcome)))
def test_a_result_comes_out_as_it_was_put_in(
    tmp_path_factory: pytest.TempPathFactory, findings: list[Finding], outcome: Outcome
) -> None:
    file = tmp_path_factory.mktemp("kept") / "one.cache"
    result = NoteResult(outcome, tuple(findings))
    made = notes(Store(file, b"code"))
    made.put("n.md", b"digest", result, asks_vault=False)
    made.save()
    assert notes(Store(file, b"code")).get("n.md", b"digest") == result


def test_a_result_holds_for_its_rules_alone() -> None:
    store = Store(None, None)
    notes(store).put("kb/n.md", b"digest", CLEAN, asks_vault=False)
    configs = (
        'select = ["quotes"]',
        'ignore = ["quotes"]',
        '[rules.quotes]\nitems = "double"',
        "[limits]\nkeys = 5",
        '[[overrides]]\npaths = ["kb/**"]\nignore = ["quotes"]',
    )
    for text in configs:
        assert notes(store, parse_config(text.encode(), "reweave.toml")).get("kb/n.md", b"digest") is None, text
    for text in ('[[overrides]]\npaths = ["other/**"]\nignore = ["quotes"]', "[run]\nweave = true"):
        assert notes(store, parse_config(text.encode(), "reweave.toml")).get("kb/n.md", b"digest") == CLEAN, text
    assert notes(store, unsafe=True).get("kb/n.md", b"digest") is None
    assert notes(store).get("kb/n.md", b"other") is None and notes(store).get("n.md", b"digest") is None


def test_a_result_that_depends_on_other_notes_holds_for_them_alone() -> None:
    store = Store(None, None)
    notes(store, vault=b"one").put("n.md", b"digest", CLEAN, asks_vault=True, stamp=b"stamp")
    assert notes(store, vault=b"one").get("n.md", b"digest") == CLEAN
    assert notes(store, vault=b"two").get("n.md", b"digest") is None
    assert notes(store, vault=b"two").get_unread([("n.md", b"stamp")]) == {}


def test_a_note_to_be_changed_is_not_known_where_its_changes_are_wanted() -> None:
    store = Store(None, None)
    notes(store).put("n.md", b"digest", NoteResult("changed", ()), asks_vault=False)
    assert notes(store).get("n.md", b"digest") is not None
    assert notes(store, changes=True).get("n.md", b"digest") is None


def test_without_a_stamp_nothing_is_known_unread() -> None:
    store = Store(None, None)
    notes(store).put("n.md", b"digest", CLEAN, asks_vault=False)
    assert notes(store).get_unread([("n.md", b"")]) == {}
    notes(store).stamp("n.md", b"digest", b"stamp")
    assert notes(store).get_unread([("n.md", b"stamp")]) == {"n.md": CLEAN}


@pytest.mark.parametrize("value", [b"", b"z", b"uu", b"u1", b"u\x1e", b"u1\x1f1\x1fr\x1fm\x1fno such\x1fsafe"])
def test_what_is_no_result_is_none(value: bytes) -> None:
    store = Store(None, None)
    cache = notes(store)
    cache.put("n.md", b"digest", CLEAN, asks_vault=False)
    (key,) = store._seen
    store.put(key, b"digest", value)
    assert cache.get("n.md", b"digest") is None


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b"{}", b'{"not_written": 1, "not_proposed": {}, "duplicates": []}'])
def test_what_is_no_weave_is_none(text: bytes) -> None:
    assert Woven.recalled(text) is None


def test_a_weave_comes_out_as_it_was_put_in() -> None:
    woven = Woven(
        not_written=[("a.md", "why")], not_proposed={"held": 3, "none": 0}, duplicates=[["a.md", "b\udcff.md"]]
    )
    remembered = woven.remembered()
    assert remembered is not None and Woven.recalled(remembered) == woven
    assert Woven(beyond=1).remembered() is None
