from collections.abc import Callable
from datetime import date

from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.weave.edge_removal import EdgeRemoval, remove_edges

LISTS = {"supports": "supports", "related": "related"}
DAY = date(2026, 3, 28)


def unweave(
    text: str, *earlier: str, chosen: Callable[[Provenance], bool] = lambda entry: True, lists: dict[str, str] = LISTS
) -> EdgeRemoval:
    return remove_edges(Note("a.md", text.encode()), chosen, lists, lambda: [one.encode() for one in earlier])


def after(found: EdgeRemoval) -> str:
    assert found.change is not None
    return found.change.after.decode()


WOVEN = "---\ntype: claim\nsupports:\n- x\nreweave_edges:\n- x|supports|2026-03-28\n---\n"


def test_keys_that_a_weave_made_go() -> None:
    assert after(unweave(WOVEN)) == "---\ntype: claim\n---\n"


def test_history_says_that_the_key_was_there() -> None:
    for value in ("supports:", "supports: []", "supports: [ ]  # none yet", "supports: ~"):
        before = f"---\ntype: claim\n{value}\n---\n"
        comment = "  # none yet" if "#" in value else ""
        found = unweave(WOVEN.replace("supports:\n", f"supports:{comment}\n"), before)
        assert after(found) == before
        assert not found.unknown


def test_a_person_s_items_comments_and_order_stay() -> None:
    text = (
        "---\nsupports:   # why\n# first\n- theirs   # sure\n- x\n# last\n- also theirs\nother: 1\nreweave_edges:\n"
        "- x|supports|2026-03-28\n- a line of a person\n---\n"
    )
    assert after(unweave(text)) == (
        "---\nsupports:   # why\n# first\n- theirs   # sure\n# last\n- also theirs\nother: 1\nreweave_edges:\n"
        "- a line of a person\n---\n"
    )


def test_an_edge_with_a_person_s_comment_stays_and_is_named() -> None:
    text = WOVEN.replace("- x\n", "- x  # no!\n- y\n").replace("---\n", "---\n", 1)
    text = text.replace("2026-03-28\n", "2026-03-28\n- y|supports|2026-03-28\n")
    found = unweave(text)
    assert [entry.title for entry in found.removed] == ["y"]
    assert found.left == ((Provenance("x", "supports", DAY), "supports: it has a comment"),)
    assert "- x  # no!\n" in after(found)
    assert "y" not in after(found).split("---")[1].replace("type", "")


def test_an_entry_whose_item_is_gone_goes_alone() -> None:
    text = "---\nsupports:\n- theirs\nreweave_edges:\n- x|supports|2026-03-28\n---\n"
    assert after(unweave(text)) == "---\nsupports:\n- theirs\n---\n"


def test_an_item_that_was_written_in_another_form_is_found() -> None:
    text = "---\nsupports: ['[[x]]', theirs]\nreweave_edges:\n- x|supports|2026-03-28\n---\n"
    assert after(unweave(text)) == "---\nsupports: [theirs]\n---\n"


def test_an_unknown_type_is_left() -> None:
    found = unweave(WOVEN, lists={"related": "related"})
    assert found.change is None
    assert found.left[0][1] == "unknown edge type 'supports'"


def test_a_key_elsewhere_becomes_empty_and_is_named() -> None:
    text = "---\nsupports:\n- x\ntype: claim\nreweave_edges:\n- x|supports|2026-03-28\n---\n"
    found = unweave(text)
    assert after(found) == "---\nsupports: []\ntype: claim\n---\n"
    assert found.unknown == ("supports",)


def test_only_the_chosen_go() -> None:
    text = WOVEN.replace("2026-03-28\n", "2026-03-28\n- z|related|2026-03-29\n").replace(
        "reweave_", "related:\n- z\nreweave_"
    )
    found = unweave(text, chosen=lambda entry: entry.type == "related")
    assert after(found) == WOVEN


def test_nothing_chosen_and_nothing_there() -> None:
    assert unweave(WOVEN, chosen=lambda entry: False) == EdgeRemoval(None)
    assert unweave("---\ntype: claim\n---\n") == EdgeRemoval(None)
    assert unweave("---\nreweave_edges:\n- not an entry\n---\n") == EdgeRemoval(None)


def test_a_note_that_cannot_be_read_is_left() -> None:
    assert unweave("---\na: [\nreweave_edges:\n- x|supports|2026-03-28\n---\n").change is None
