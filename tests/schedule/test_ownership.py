import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.schedule.ownership import OwnershipState, add_owner_marker, ownership_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(TEXTS, TEXTS)
def test_what_was_sealed_is_known_again(text: str, other: str) -> None:
    wanted = add_owner_marker(text)
    assert ownership_of(wanted, wanted) is OwnershipState.SAME
    assert ownership_of(wanted.replace(b"\n", b"\r\n"), wanted) is OwnershipState.SAME
    assert ownership_of(None, wanted) is OwnershipState.MISSING
    assert ownership_of(add_owner_marker(other), wanted) is (
        OwnershipState.SAME if text == other else OwnershipState.OLDER
    )
    assert ownership_of(other.encode(), wanted) in (OwnershipState.FOREIGN, OwnershipState.EDITED)


@given(TEXTS, st.data())
def test_any_edit_is_seen(text: str, data: st.DataObject) -> None:
    wanted = add_owner_marker(text)
    at = data.draw(st.integers(0, len(wanted) - 1))
    new = data.draw(st.sampled_from([byte for byte in range(256) if byte != wanted[at] and byte != 0x0D]))
    edited = bytes([*wanted[:at], new, *wanted[at + 1 :]])
    assert ownership_of(edited, wanted) in (OwnershipState.EDITED, OwnershipState.FOREIGN)


@pytest.mark.parametrize("found", [b"", b"\n", b"# written by reweave schedule, sha256 zz\n"])
def test_a_strange_file_is_foreign(found: bytes) -> None:
    assert ownership_of(found, add_owner_marker("x\n")) is OwnershipState.FOREIGN
