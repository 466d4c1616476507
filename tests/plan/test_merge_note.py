"""Two notes of one claim become one, and nothing that either says is lost."""

from collections.abc import Mapping

import pytest
import yaml

from reweave.plan.renaming import merging_operations
from reweave.vault.vault import Vault
from tests.judge import split
from tests.plan.notes import applied

A, B, C = "claims/solar is cheap.md", "old/sun costs little.md", "maps/energy.md"


def merged(note: bytes, other: bytes, others: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    notes = {A: note, B: other, "other.md": b"x\n", **(others or {})}
    result = applied(*merging_operations(Vault.read(notes.items()), A, B), notes=notes)
    assert not result.refused and not result.stale, result.refused
    for total in result.changes.totals():
        del notes[total.path]
        if not total.gone:
            notes[total.path] = total.after
    assert B not in notes
    return notes


def test_edges_keys_names_and_the_body_are_taken_over() -> None:
    note = b"---\ntype: claim\nsupports:\n- other\n- sun costs little\n---\n# solar is cheap\n\nText.\n"
    other = (
        b"---\ntitle: Sun costs little\ntype: claim\naliases: [sunny]\nstatus: likely  # twice\nsupports:\n- other\n"
        b"- energy\n- solar is cheap\nreweave_edges:\n- energy|supports|2026-01-02\n---\n# Sun costs little\n\n"
        b"More, [x](../maps/energy.md) and [[solar is cheap]].\n"
    )
    assert merged(note, other, {C: b"x\n"})[A] == (
        b"---\ntype: claim\nsupports:\n- other\n- energy\nstatus: likely  # twice\nreweave_edges:\n"
        b"- energy|supports|2026-01-02\naliases:\n- sun costs little\n- sunny\n---\n# solar is cheap\n\nText.\n\n"
        b"## Sun costs little\n\nMore, [x](../maps/energy.md) and [[solar is cheap]].\n"
    )


def test_what_names_the_other_leads_to_the_note_once() -> None:
    holder = (
        b"---\nsupports:\n- sun costs little\n- solar is cheap\nrelated:\n- '[[sun costs little]]'\n"
        b"note: see [[sun costs little]]\n---\n[[sun costs little|s]] [x](../old/sun%20costs%20little.md#h)\n"
    )
    assert merged(b"# solar is cheap\n", b"x\n", {C: holder})[C] == (
        b"---\nsupports:\n- solar is cheap\nrelated:\n- '[[solar is cheap]]'\n"
        b"note: see [[solar is cheap]]\n---\n[[solar is cheap|s]] [x](../claims/solar%20is%20cheap.md#h)\n"
    )


def test_another_value_is_quoted_above_the_body() -> None:
    note = b"---\r\ndescription: one\r\ntags: [a]\r\n---\r\nText"
    other = b"---\ndescription: two # mine\ntags: [a, b]\ndeep:\n  x: 1\n---\nMore\n"
    found = merged(note, other)[A]
    assert found == (
        b"---\r\ndescription: one\r\ntags: [a, b]\r\ndeep:\r\n  x: 1\r\naliases:\r\n- sun costs little\r\n---\r\n"
        b"Text\r\n\r\n## sun costs little\r\n\r\n```yaml\r\ndescription: two # mine\r\n```\r\n\r\nMore\r\n"
    )


def test_single_values_are_edges_too() -> None:
    notes = {
        "prix.md": b"---\nrelated: co\xc3\xbbts\ntags: x\n---\n# prix\n",
        "prix bas.md": b'---\nrelated: [[prix]]\nsupports: "[[vent]]"\n---\n',
        "vent.md": b"---\nsupports: prix bas\n---\n",
        "co\u00fbts.md": b"x\n",
    }
    vault = Vault.read(notes.items())
    first = applied(*merging_operations(vault, "prix bas.md", "prix.md"), notes=notes)
    assert not first.refused
    after = {one.path: one.after for one in first.changes.totals()}
    assert after["prix bas.md"].startswith(
        b'---\nrelated:\n- co\xc3\xbbts\nsupports: "[[vent]]"\ntags: x\naliases:\n- prix\n---\n'
    )
    second = applied(*merging_operations(vault, "vent.md", "prix bas.md"), notes=notes)
    assert not second.refused
    after = {one.path: one.after for one in second.changes.totals()}
    assert after["vent.md"].startswith(b'---\nsupports:\nrelated:\n- "[[prix]]"\n'), after


@pytest.mark.parametrize("other", [b"", b"# sun costs little\n", b"---\n---\n"])
def test_a_note_that_says_nothing_leaves_its_name(other: bytes) -> None:
    found = merged(b"\xef\xbb\xbfText\n", other)[A]
    assert found == b"\xef\xbb\xbf---\naliases:\n- sun costs little\n---\nText\n"


@pytest.mark.parametrize(
    ("note", "aliases"),
    [
        (b"---\naliases: [sun]\n---\n", ["sun", "sun costs little"]),
        (b"---\naliases: sun\n---\n", ["sun", "sun costs little"]),
        (b"---\naliases:\n---\n", ["sun costs little"]),
        (b"---\naliases: [Sun costs little, sun costs little]\n---\n", ["Sun costs little", "sun costs little"]),
    ],
)
def test_aliases_keep_their_form(note: bytes, aliases: list[str]) -> None:
    assert yaml.safe_load(split(merged(note, b"x\n")[A])[1])["aliases"] == aliases


@pytest.mark.parametrize(
    ("note", "other", "why"),
    [
        (b"---\nx: [\n---\n", b"x\n", "cannot be read"),
        (b"x\n", b"---\nx: [\n---\n", "cannot be read"),
        (b"+++\nx = 1\n+++\n", b"x\n", "no YAML frontmatter"),
        (b"```\nopen\n", b"[[other]]\n", "ends in open code"),
        (b"[^1]: a\n", b"x[^1]\n\n[^1]: b\n", "both notes define [^1]"),
        (b"x\n", b"\xff\n", "not UTF-8"),
    ],
)
def test_what_cannot_be_merged_is_refused(note: bytes, other: bytes, why: str) -> None:
    notes = {A: note, B: other, "other.md": b"x\n"}
    result = applied(*merging_operations(Vault.read(notes.items()), A, B), notes=notes)
    assert why in result.refused[0][1], result.refused


@pytest.mark.parametrize(
    ("one", "two", "joined"),
    [
        ("tags: x # c", "tags: [y, x]", "tags: # c\n- x\n- y"),
        ("tags: [y]", "tags: x", "tags: [y, x]"),
        ("tags: 2024", "tags: [y, 2025]", "tags:\n- 2024\n- y\n- 2025"),
        ("keywords: 'energy: sun'", "keywords: wind", "keywords:\n- 'energy: sun'\n- wind"),
        ("genre: é", "genre:\n- ü", "genre:\n- é\n- ü"),
        ("tags: x", "tags: []", "tags: x"),
    ],
)
def test_a_single_value_joins_a_list(one: str, two: str, joined: str) -> None:
    found = merged(f"---\n{one}\n---\n".encode(), f"---\n{two}\n---\n".encode())[A].decode()
    assert "```" not in found
    head, _, _ = found.removeprefix("---\n").partition("aliases:")
    assert yaml.safe_load(head) == yaml.safe_load(joined)
    assert ("# c" in head) == ("# c" in one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("tags: a, b", "tags: [c]"),
        ("tags: a b", "tags: [c]"),
        ("tags: [c]", "tags: |\n  a\n  b"),
        ("status: x", "status: y"),
        ("tags: {a: 1}", "tags: [c]"),
        ("tags: [[a]]", "tags: [b]"),
    ],
)
def test_what_may_be_several_values_is_quoted(one: str, two: str) -> None:
    found = merged(f"---\n{one}\n---\n".encode(), f"---\n{two}\n---\n".encode())[A].decode()
    assert found.startswith(f"---\n{one}\n")
    assert f"```yaml\n{two}\n```" in found
