import json

import pytest

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.vault.vault import Vault
from reweave.weave.evaluation.gold import GoldPair, locate, parse_gold, text_vault
from reweave.weave.stated.edge_types import type_edges

LABELS = ("supports", "challenges", "none")
PAIR = {"source": "a.md", "target": "b.md", "label": "supports"}


def lines(*pairs: object) -> bytes:
    return b"\n".join(json.dumps(pair).encode() for pair in pairs) + b"\n"


def test_pairs_by_path_and_by_text_with_what_else_a_line_says() -> None:
    text = {"source_text": "Rain fell.", "target_text": "It is wet.", "label": "none", "dataset": "x"}
    found = parse_gold(b"\n" + lines({**PAIR, "why": "...", "sure": 1}, text), "gold.jsonl", LABELS)
    assert found == [
        GoldPair(2, "a.md", "b.md", "supports", is_text=False),
        GoldPair(3, "Rain fell.", "It is wet.", "none", is_text=True),
    ]


def test_lines_that_are_less_sure_can_be_left_out() -> None:
    gold = lines({**PAIR, "sure": 1}, {**PAIR, "sure": 3}, PAIR)
    assert [one.line for one in parse_gold(gold, "gold.jsonl", LABELS, sure=2)] == [2, 3]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a JSON object"),
        (
            lines({**PAIR, "label": "likes"}),
            "unknown \"label\" 'likes'; expected one of 'supports', 'challenges', 'none'",
        ),
        (lines({"source": "a", "target": "b"}), '"label" is missing'),
        (lines({**PAIR, "label": ["supports"]}), 'unknown "label" \'["supports"]\''),
        (lines({"label": "none"}), "expected either"),
        (lines({**PAIR, "source_text": "x"}), "expected either"),
        (lines({"source": "a", "label": "none"}), "must be non-empty strings"),
        (lines({**PAIR, "target": 3}), "must be non-empty strings"),
        (lines({**PAIR, "target": " "}), "must be non-empty strings"),
        (lines({**PAIR, "target": "a.md"}), "the same note"),
        (lines({**PAIR, "sure": "very"}), '"sure" must be an integer'),
    ],
)
def test_a_bad_line_is_named(line: bytes, message: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_gold(lines(PAIR) + line, "gold.jsonl", LABELS)
    assert message in caught.value.message + f"; {caught.value.suggestion}"
    assert (caught.value.path, caught.value.line) == ("gold.jsonl", 2)


def test_a_file_without_pairs_is_refused() -> None:
    with pytest.raises(ReweaveError, match="no pairs"):
        parse_gold(b"\n", "gold.jsonl", LABELS)


def test_paths_are_seen_from_a_folder_or_from_the_root() -> None:
    vault = Vault.read([("a.md", b""), ("in/a.md", b""), ("in/b.md", b"")])
    pairs = [GoldPair(1, "a.md", "in/b.md", "none", is_text=False)]
    assert locate(pairs, vault, "gold.jsonl") == [(0, 2)]
    assert locate(pairs, vault, "gold.jsonl", "in") == [(1, 2)]


def test_a_path_that_names_no_note_is_refused() -> None:
    with pytest.raises(ReweaveError) as caught:
        locate([GoldPair(7, "a.md", "../b.md", "none", is_text=False)], Vault.read([("a.md", b"")]), "gold.jsonl")
    assert str(caught.value) == "gold.jsonl:7: note '../b.md' not found in the vault"


def test_texts_are_notes_that_may_link_one_another() -> None:
    one = "# Rain falls\n\nThis supports [[the ground is wet after all]].\n"
    other = "The ground is wet after all\n\nPuddles stand."
    third = "---\ntype: claim\n---\n# Sun shines\n"
    pairs = [
        GoldPair(1, one, other, "supports", is_text=True),
        GoldPair(2, other, third, "none", is_text=True),
    ]
    vault, places = text_vault(pairs, Config())
    assert places == [(0, 1), (1, 2)] and len(vault) == 3
    assert [verdict.type for verdict in type_edges(vault, places)] == ["supports", None]


def test_texts_of_any_shape_make_notes() -> None:
    shapes = ["/", "..", "\0", "x" * 5_000, "\ud800", "#"]
    pairs = [GoldPair(n, shape, "other", "none", is_text=True) for n, shape in enumerate(shapes)]
    assert len(text_vault(pairs, Config())[0]) == len(shapes) + 1
