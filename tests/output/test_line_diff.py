"""Which lines differ: complete, minimal enough to read, and bounded."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.output.line_diff import Hunk, hunks

TEXT = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n", b"e\n", b"\n", b"f\r\n", b"\xff"]), max_size=40).map(
    b"".join
)


def carried_out(before: bytes, found: list[Hunk]) -> bytes:
    """Return `before` with the hunks carried out by line numbers, checking every line that they claim."""
    lines = [line + b"\n" for line in before.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    out: list[bytes] = []
    place = 0
    for hunk in found:
        out += lines[place : hunk.old_line]
        assert len(out) == hunk.new_line
        assert tuple(lines[hunk.old_line : hunk.old_line + len(hunk.old)]) == hunk.old
        at, built = 0, list[bytes]()
        for block in hunk.blocks:
            built += hunk.old[at : block.old_start]
            assert len(built) == block.new_start
            built += hunk.new[block.new_start : block.new_end]
            at = block.old_end
        assert (*built, *hunk.old[at:]) == hunk.new
        out += hunk.new
        place = hunk.old_line + len(hunk.old)
    return b"".join(out + lines[place:])


@settings(max_examples=500, deadline=None)
@given(before=TEXT, after=TEXT)
def test_the_hunks_make_one_state_of_the_other(before: bytes, after: bytes) -> None:
    assert carried_out(before, list(hunks(before, after))) == after


def test_equal_states_have_no_hunks() -> None:
    assert list(hunks(b"a\n", b"a\n")) == []


def test_keys_between_changed_items_are_kept_apart_from_them() -> None:
    before = b"".join(b'k%d:\n  - "x"\n  - "y"\n' % i for i in range(40))
    after = before.replace(b"  - ", b"- ").replace(b'"', b"")
    (hunk,) = hunks(before, after)
    assert len(hunk.blocks) == 40
    assert all(block.old_end - block.old_start == 2 for block in hunk.blocks)


def test_one_line_in_a_large_body_costs_no_lines() -> None:
    body = b"line\n" * 200_000
    (hunk,) = hunks(body + b"x\n" + body, body + b"y\n" + body)
    assert (hunk.old_line, len(hunk.old), len(hunk.new)) == (199_997, 7, 7)


def test_a_note_that_asks_for_a_look_per_line_is_given_a_bounded_number() -> None:
    """Each line becomes the only one of its kind when the stretch behind it is taken away; noise hinders trimming."""

    def hostile(noise: bytes) -> bytes:
        return b"".join(b"%d\n%s%d\n%s" % (i, noise, i + 1, noise) for i in range(20_000, 0, -1))

    before, after = hostile(b"n\n"), hostile(b"m\n")
    assert carried_out(before, list(hunks(before, after))) == after


def test_too_many_differing_lines_are_one_replacement() -> None:
    before = b"".join(b"%d\n" % i for i in range(100_001))
    after = before.replace(b"0\n", b"1\n")
    (hunk,) = hunks(before, after)
    assert len(hunk.blocks) == 1
    assert carried_out(before, [hunk]) == after
