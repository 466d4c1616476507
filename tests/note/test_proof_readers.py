"""What is held against a changed note: each reader must see what differs, and take what cannot be told to the next."""

import sys
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reweave.note import proof_readers
from reweave.note.limits import DEFAULT_LIMITS
from reweave.note.note import Note
from reweave.note.proof_readers import Difference, find_differences, report_slow_proofs
from reweave.note.reader import read_tree
from reweave.note.tree import Node, Scalar, walk
from reweave.note.unreadable import UnreadableError
from reweave.verbosity import Verbosity, set_verbosity
from tests.strategies import frontmatters

ORDINARY = "type: claim\ntags:\n  - 'energy'\n  - 12 # twice\n\ncreated: 2026-02-11\nn: ~\nf: 1.50\ne:\nb: True\n"


def _differences(text: str) -> list[Difference]:
    return find_differences(text, read_tree(text), DEFAULT_LIMITS)


def _root(text: str) -> Node:
    root = read_tree(text)
    assert root is not None
    return root


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that ruamel.yaml was asked about."""
    texts: list[str] = []
    real = proof_readers.ruamel_events

    def spy(text: str) -> object:
        texts.append(text)
        return real(text)

    monkeypatch.setattr(proof_readers, "ruamel_events", spy)
    return texts


def test_ordinary_notes_are_proved_without_the_slow_reader(asked: list[str]) -> None:
    assert _differences(ORDINARY) == []
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" * 9,
        "a: !t 1\na: 2\n",
        "1: a\n0x1: b\n",
        "a: !t b\n",
        "a: !!str 1\n",
        "x: &a [1]\ny: *a\n",
        "~: a\nnull: b\n",
    ],
)
def test_what_values_cannot_show_goes_to_the_slow_reader(text: str, asked: list[str]) -> None:
    assert _differences(text) == []
    assert asked == [text]


TWINS = [
    "a: 1\na: 2\n",
    "a: x\nb:\n- c: 1\n  c: 2\n  'c': 3\na:\n  d: y\n  \"d\": z\n",
    'a: {"b":1,"b":2, b: 3}\n',
    'a: ["é"] # a\nä: x\nä: |\n  y\n  z\nrenamed: 1\n',
    "? a\n: b\na: c\n",
]


@pytest.mark.parametrize("text", TWINS)
def test_equal_keys_are_proved_without_the_slow_reader(text: str, asked: list[str]) -> None:
    assert _differences(text) == []
    assert asked == []


@pytest.mark.parametrize("text", TWINS)
def test_each_of_equal_keys_and_its_value_is_looked_at(text: str, asked: list[str]) -> None:
    scalars = [node for node in walk(_root(text)) if isinstance(node, Scalar)]
    for number in range(len(scalars)):
        root = _root(text)
        node = [node for node in walk(root) if isinstance(node, Scalar)][number]
        node.value += "x"
        assert find_differences(text, root, DEFAULT_LIMITS) != []


def test_without_the_fast_reader_the_slow_one_proves_and_verbose_says_so(
    monkeypatch: pytest.MonkeyPatch, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    set_verbosity(Verbosity.VERBOSE)
    monkeypatch.setitem(sys.modules, "yaml12", None)
    proof_readers.value_reader.cache_clear()
    try:
        assert _differences(ORDINARY) == []
        assert asked == [ORDINARY]
        assert "py-yaml12 is not installed" in capsys.readouterr().err
        report_slow_proofs(12)
        assert capsys.readouterr().err == "reweave: 12 changed notes checked by ruamel.yaml for want of py-yaml12\n"
    finally:
        set_verbosity(Verbosity.NORMAL)
        proof_readers.value_reader.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "title:\t'x'\n",
        "a: b\t# c\n",
        "a: x\t\n",
        "a: [b,\tc]\t# d\n",
        "a: b\tc\n",
        "a: &b\tc\nd: *b\t\n",
        "a: !!str\t&b\tc\n",
        "a: &b\t'c\td'\n",
        "a: &b\t[c,\td]\n",
        "題:\t値\t\t# 註\n",
    ],
)
def test_tabs_that_separate(text: str) -> None:
    assert _differences(text) == []


@pytest.mark.parametrize("text", ["? [a, b]\n: c\n", "- ?\n", "[a]: b\n", "a: {{date:YYYY}}\n", "? a\n? b\n"])
def test_keys_that_are_no_scalars(text: str) -> None:
    assert _differences(text) == []


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(frontmatters(), st.data())
def test_a_changed_scalar_is_always_seen(text: str, data: st.DataObject) -> None:
    """Whatever single value is taken for another one by the first reader, some other reader contradicts."""
    try:
        root = read_tree(text)
    except UnreadableError:
        return
    scalars = [node for node in walk(root) if isinstance(node, Scalar)] if root is not None else []
    if not scalars:
        return
    node = data.draw(st.sampled_from(scalars))
    node.value += data.draw(st.sampled_from(["x", "0", " ", "\n"]))
    assert find_differences(text, root, DEFAULT_LIMITS) != []


@pytest.mark.parametrize(
    "text",
    [
        "- [:a]\n" + "- " * 50_000 + "x\n",
        "- [:a]\n" + "? " * 50_000 + "x\n",
        "- [:a]\n- &a [x, x]\n" + "".join(f"- &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz")),
        "- [:a]\n- !!str [x]: y\n",
    ],
)
def test_hostile_text_that_libyaml_refuses_ends_nothing(text: str) -> None:
    note = Note("n.md", f"---\n{text}---\n".encode())
    assert note.problem is None or note.problem.code == "yaml-error"
