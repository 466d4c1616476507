"""Merging three versions of a note."""

import pytest

from reweave.config.merge import MergeConfig
from reweave.git.text_options import TextOptions
from reweave.merge.notes import Merged, merge_notes
from reweave.note.note import Note

CONFIG = MergeConfig()


def merge(base: str, ours: str, theirs: str, config: MergeConfig = CONFIG) -> Merged:
    return merge_notes(base.encode(), ours.encode(), theirs.encode(), config)


def note(frontmatter: str, body: str = "# title\n\nText.\n") -> str:
    return f"---\n{frontmatter}---\n{body}"


CLEAN = {
    "both append, in two styles": (
        "s: 1\nsupports:\n- existing\n",
        "s: 1\nsupports:\n- existing\n- claim L\n",
        's: 1\nsupports:\n  - "existing"\n  - "claim R"\n',
        "s: 1\nsupports:\n- existing\n- claim L\n- claim R\n",
    ),
    "the same edge from both": (
        "supports:\n- a\n",
        "supports:\n- a\n- b\n",
        "supports:\n- a\n- 'b'\n- c\n",
        "supports:\n- a\n- b\n- c\n",
    ),
    "a link is its target": (
        'related:\n- "[[a]]"\n',
        'related:\n- "[[a]]"\n- "[[b]]"\n',
        "related:\n- '[[a]]'\n- b\n- c\n",
        'related:\n- "[[a]]"\n- "[[b]]"\n- "[[c]]"\n',
    ),
    "links that one side writes as plain titles": (
        'related:\n- "[[a]]"\n',
        'related:\n- "[[a]]"\n- "[[b]]"\n',
        "related:\n- a\n- c\n",
        "related:\n- a\n- b\n- c\n",
    ),
    "plain titles that one side writes as links": (
        "supports: [x y, z]\nreweave_edges:\n- x|related|2026-03-02\n",
        "supports: [x y, z, other]\nreweave_edges:\n- x|related|2026-03-02\n- y|related|2026-03-03\n",
        'supports: ["[[x y]]", "[[z]]"]\nreweave_edges:\n- "[[x]]|related|2026-03-01"\n',
        'supports: ["[[x y]]", "[[z]]", "[[other]]"]\nreweave_edges:\n- "[[x]]|related|2026-03-01"\n'
        '- "[[y]]|related|2026-03-03"\n',
    ),
    "one title of several as a link": (
        "supports:\n- x\n- v\n",
        "supports:\n- x\n- v\n- z\n",
        "supports:\n- x\n- '[[v]]'\n- w\n",
        'supports:\n- x\n- "[[v]]"\n- z\n- w\n',
    ),
    "brackets in fields that are no edges": (
        "aliases: [a b]\ntags:\n- '[[x]]'\n",
        "aliases: [a b, c]\ntags:\n- '[[x]]'\n- z\n",
        "aliases: [a b, '[[odd]]']\ntags:\n- x\n",
        'aliases: [a b, c, "[[odd]]"]\ntags:\n- z\n- x\n',
    ),
    "links without quotes": (
        "related:\n- [[a]]\n",
        "related:\n- [[a]]\n- [[b]]\n",
        "related:\n- [[a]]\n- [[c, d]]\n",
        "related:\n- [[a]]\n- [[b]]\n- [[c, d]]\n",
    ),
    "what either side removed is gone": (
        "supports:\n- a\n- b\n- c\n- d\n",
        "supports:\n- a\n- c\n- d\n- x\n",
        "supports:\n- a\n- b\n- d\n- y\n",
        "supports:\n- a\n- d\n- x\n- y\n",
    ),
    "all items replaced": (
        "supports:\n  - a\n",
        "supports:\n  - x\n",
        "supports:\n  - y\n",
        "supports:\n  - x\n  - y\n",
    ),
    "all items removed by the two together": (
        "tags:\n- a\n- b\nu: 1\n",
        "tags: # all\n- a\nu: 1\n",
        "tags:\n- b\nu: 1\n",
        "tags: [] # all\nu: 1\n",
    ),
    "a list that one side dropped": (
        "u: 1\nsupports:\n- a\n- b\n",
        "u: 1\n",
        "u: 1\nsupports:\n- a\n- b\n- c\n",
        "u: 1\nsupports:\n- c\n",
    ),
    "a list that the other side dropped": (
        "u: 1\nsupports:\n- a\n- b\n",
        "u: 1\nsupports:\n- a\n- b\n- c\n",
        "u: 1\n",
        "u: 1\nsupports:\n- c\n",
    ),
    "a list dropped and emptied": ("u: 1\ntags:\n- a\n- b\n", "u: 1\ntags:\n- a\n", "u: 1\n", "u: 1\n"),
    "flow lists": (
        "tags: [a, b]  # note\n",
        "tags: [a, b, c]  # note\n",
        "tags: [b, 'd, e']  # note\n",
        'tags: [b, c, "d, e"]  # note\n',
    ),
    "a flow list over lines": (
        "tags: [\n  a,\n  b,\n  c\n]\n",
        "tags: [\n  a,\n  b,\n  c,\n  d\n]\n",
        "tags: [\n  b,\n  c\n]\n",
        "tags: [\n  b,\n  c,\n  d\n]\n",
    ),
    "flow and block": (
        "tags: [a]\n",
        "tags: [a, b]\n",
        "tags:\n- a\n- c\n",
        "tags: [a, b, c]\n",
    ),
    "empty lists": ("supports: []\n", "supports:\n- a\n", "supports:\n- b\n", "supports:\n- a\n- b\n"),
    "an empty value": ("supports:\n", "supports:\n- a\n", "supports:\n- b\n", "supports:\n- a\n- b\n"),
    "new lists on both sides": (
        "u: 1\n",
        "u: 1\nsupports:\n- a\n",
        "u: 1\nsupports:\n  - b\nrelated:\n  - c\n",
        "u: 1\nsupports:\n- a\n- b\nrelated:\n  - c\n",
    ),
    "new keys in the middle": (
        "a: 1\nb: 2\n",
        "a: 1\nmine: 3\nb: 2\n",
        "# top\nzero: 0\na: 1\n# of other\nother: 4\nb: 2\n",
        "# top\nzero: 0\na: 1\nmine: 3\n# of other\nother: 4\nb: 2\n",
    ),
    "other values": (
        "a: 1\nb: 2\nc: 3\n",
        "a: 10\nb: 2\nc: 3\n",
        "a: 1\nb: 20\n",
        "a: 10\nb: 20\n",
    ),
    "one value in two styles": ('a: "x"\nb: 1\n', "a: 'x'\nb: 2\n", "a: x\nb: 1\n", "a: 'x'\nb: 2\n"),
    "the later date": (
        "last_evaluated: 2026-01-01\n",
        "last_evaluated: 2026-02-01\n",
        "last_evaluated: 2026-03-01\n",
        "last_evaluated: 2026-03-01\n",
    ),
    "edges with a date": (
        "reweave_edges:\n- a|supports|2026-03-01\n- b|related|2026-03-01\n",
        "reweave_edges:\n- a|supports|2026-03-01\n- b|related|2026-03-05\n- c|supports|2026-03-09\n",
        'reweave_edges:\n  - "a|supports|2026-03-02"\n  - "b|related|2026-03-04"\n  - "c|supports|2026-03-08"\n'
        '  - "c|challenges|2026-03-08"\n',
        "reweave_edges:\n- a|supports|2026-03-02\n- b|related|2026-03-04\n- c|supports|2026-03-08\n"
        "- c|challenges|2026-03-08\n",
    ),
    "an edge that gains a date": (
        "reweave_edges:\n- a|supports\n- b|x|2026-01-01\n",
        "reweave_edges:\n- a|supports\n- b|x|2026-01-01\n- c|x\n",
        'reweave_edges:\n- "a|supports|2026-03-02"\n- b|x|2026-01-01\n',
        "reweave_edges:\n- a|supports|2026-03-02\n- b|x|2026-01-01\n- c|x\n",
    ),
    "comments of both": (
        "supports:\n- a\n# of b\n- b\n# end\n",
        "supports:\n- a # mine\n# of b\n- b\n# of c\n- c\n# end\n",
        "# top\nsupports:\n- a\n# of b\n- b # other\n# of d\n- d # new\n# end\n# more\n",
        "# top\nsupports:\n- a # mine\n# of b\n- b  # other\n# of c\n- c\n# of d\n- d  # new\n# end\n# more\n",
    ),
    "a removed item takes its comments along": (
        "supports:\n# of a\n- a # x\n- b\n",
        "supports:\n# of a\n- a # x\n- b\n- c\n",
        "supports:\n- b\n- d\n",
        "supports:\n- b\n- c\n- d\n",
    ),
    "items that are no strings": (
        "tags:\n- a\n",
        "tags:\n- a\n- 2024\n",
        'tags:\n    - "a"\n    - 2024\n    - 2025\n    - "2024"\n    - true\n',
        'tags:\n- a\n- 2024\n- 2025\n- "2024"\n- true\n',
    ),
    "items of several lines": (
        "related:\n- a\n",
        "related:\n- a\n- b\n",
        "related:\n    -   a\n    -   name: x # first\n        pages:\n        - 1\n"
        "    -   |\n        text\n        more\n",
        'related:\n- a\n- b\n- name: x # first\n  pages:\n  - 1\n- "text\\nmore\\n"\n',
    ),
    "no list, the same change": ("xs: [1]\n", "xs: [1, 2]\n", "xs:\n- 1\n- 2\n", "xs: [1, 2]\n"),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "wanted"), CLEAN.values(), ids=CLEAN)
def test_merges_what_means_no_conflict(base: str, ours: str, theirs: str, wanted: str) -> None:
    merged = merge(note(base), note(ours), note(theirs))
    assert merged.data.decode() == note(wanted)
    assert merged == Merged(note(wanted).encode())
    turned = merge(note(base), note(theirs), note(ours))
    assert not turned.conflicts
    assert Note("", turned.data).problem is None


CONFLICTS = {
    "one value": (
        "a: 1\nb: 2\nc: 3\n",
        "a: 1\nb: x\nc: 4\n",
        "a: 0\nb: y # why\nc: 3\n",
        "a: 0\n<<<<<<< ours\nb: x\n=======\nb: y # why\n>>>>>>> theirs\nc: 4\n",
        ("b",),
    ),
    "changed and removed": (
        "a: 1\nb: 2\n",
        "a: 1\nb: x\nsupports:\n- q\n",
        "a: 1\nsupports:\n- r\n",
        "a: 1\n<<<<<<< ours\nb: x\n=======\n>>>>>>> theirs\nsupports:\n- q\n- r\n",
        ("b",),
    ),
    "removed and changed": (
        "a: 1\nb: 2\n",
        "a: 1\n",
        "a: 1\nb: y\n",
        "a: 1\n<<<<<<< ours\n=======\nb: y\n>>>>>>> theirs\n",
        ("b",),
    ),
    "added twice": (
        "a: 1\n",
        "a: 1\nb: x\n",
        "a: 1\nb: y\n",
        "a: 1\n<<<<<<< ours\nb: x\n=======\nb: y\n>>>>>>> theirs\n",
        ("b",),
    ),
    "an ordered list": (
        "steps: [1]\n",
        "steps: [1, 2]\n",
        "steps: [1, 3]\n",
        "<<<<<<< ours\nsteps: [1, 2]\n=======\nsteps: [1, 3]\n>>>>>>> theirs\n",
        ("steps",),
    ),
    "a set that is text on one side": (
        "supports: x\n",
        "supports: y\n",
        "supports:\n- z\n",
        "<<<<<<< ours\nsupports: y\n=======\nsupports:\n- z\n>>>>>>> theirs\n",
        ("supports",),
    ),
    "a comment that would be lost": (
        "a: 1\n",
        "a: 2\n",
        "a: 1 # read this\n",
        "<<<<<<< ours\na: 2\n=======\na: 1 # read this\n>>>>>>> theirs\n",
        ("a",),
    ),
    "a new comment at an item that the other side removed": (
        "tags:\n- a\n- b\n",
        "tags:\n- a # keep?\n- b\n",
        "tags:\n- b\n- c\n",
        "<<<<<<< ours\ntags:\n- a # keep?\n- b\n=======\ntags:\n- b\n- c\n>>>>>>> theirs\n",
        ("tags",),
    ),
    "a block that does not fit into brackets": (
        "tags: [a]\n",
        "tags: [a, b]\n",
        "tags:\n- a\n- x: 1\n",
        "<<<<<<< ours\ntags: [a, b]\n=======\ntags:\n- a\n- x: 1\n>>>>>>> theirs\n",
        ("tags",),
    ),
    "two dates that are no dates": (
        "last_evaluated: 2026-01-01\n",
        "last_evaluated: soon\n",
        "last_evaluated: 2026-03-01\n",
        "<<<<<<< ours\nlast_evaluated: soon\n=======\nlast_evaluated: 2026-03-01\n>>>>>>> theirs\n",
        ("last_evaluated",),
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "wanted", "keys"), CONFLICTS.values(), ids=CONFLICTS)
def test_marks_exactly_the_keys_that_conflict(
    base: str, ours: str, theirs: str, wanted: str, keys: tuple[str, ...]
) -> None:
    merged = merge(note(base), note(ours), note(theirs))
    assert merged.data.decode() == note(wanted)
    assert merged.conflicts == keys


def test_the_body_is_merged_by_git() -> None:
    body = "one\ntwo\nthree\nfour\nfive\n"
    mine, other = body.replace("one", "ONE"), body.replace("five", "FIVE")
    base, front = "supports:\n- a\n", "supports:\n- a\n- {}\n"
    merged = merge(note(base, body), note(front.format("b"), mine), note(front.format("c"), other))
    assert merged == Merged(note("supports:\n- a\n- b\n- c\n", "ONE\ntwo\nthree\nfour\nFIVE\n").encode())
    torn = merge(note(base, body), note(front.format("b"), mine), note(front.format("c"), body.replace("one", "1")))
    assert torn.conflicts == ("body",)
    wanted = "<<<<<<< ours\nONE\n=======\n1\n>>>>>>> theirs\ntwo\nthree\nfour\nfive\n"
    assert torn.data.decode() == note("supports:\n- a\n- b\n- c\n", wanted)


def test_a_body_behind_a_fence_without_an_end_of_line() -> None:
    merged = merge("---\ntags: [a]\n---", "---\ntags: [a, b]\n---", "---\ntags: [a]\n---\nBody")
    assert merged == Merged(b"---\ntags: [a, b]\n---\nBody")


def test_line_ends_are_those_of_ours() -> None:
    base = note("a: 1\nsupports:\n- a\n", "")
    theirs = note("a: 1\n# new\nb: 2\nsupports:\n- a\n- c\n", "")
    ours = note("a: 1\nsupports:\n- a\n- b\n", "").replace("\n", "\r\n")
    wanted = note("a: 1\n# new\nb: 2\nsupports:\n- a\n- b\n- c\n", "").replace("\n", "\r\n")
    assert merge(base, ours, theirs) == Merged(wanted.encode())
    clash = merge(base, ours.replace("a: 1", "a: 2"), theirs.replace("a: 1", "a: 3"))
    assert clash.conflicts == ("a",)
    assert clash.data.count(b"\n") == clash.data.count(b"\r\n")


def test_a_byte_order_mark_and_letters_beyond_ascii_stay() -> None:
    base = "\ufeff" + note("title: é\nsupports:\n- ü\n")
    ours = "\ufeff" + note("title: é\nsupports:\n- ü\n- 日本\n")
    theirs = "\ufeff" + note('title: ß\nsupports:\n- ü\n- "ø: å"\n')
    assert merge(base, ours, theirs) == Merged(
        ("\ufeff" + note('title: ß\nsupports:\n- ü\n- 日本\n- "ø: å"\n')).encode()
    )


def test_both_sides_made_the_note() -> None:
    merged = merge("", note("type: claim\nsupports:\n- a\n"), note("type: claim\nsupports:\n  - b\n"))
    assert merged == Merged(note("type: claim\nsupports:\n- a\n- b\n").encode())


def test_frontmatter_that_one_side_added() -> None:
    merged = merge("Body\n\n\n\nEnd\n", "Body\n\n\n\nEND\n", note("a: 1\n", "Body\n\n\n\nEnd\n"))
    assert merged == Merged(note("a: 1\n", "Body\n\n\n\nEND\n").encode())


TEXT = {
    "broken on one side": ("a: 1\nb: 2\nc: 3\n", "a: [\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 4\n"),
    "anchors": ("a: &x 1\nb: *x\nc: 3\n", "a: &x 2\nb: *x\nc: 3\n", "a: &x 1\nb: *x\nc: 4\n"),
    "a key twice": ("a: 1\na: 2\nc: 3\n", "a: 0\na: 2\nc: 3\n", "a: 1\na: 2\nc: 4\n"),
}


@pytest.mark.parametrize(("base", "ours", "theirs"), TEXT.values(), ids=TEXT)
def test_what_has_no_clear_keys_is_merged_as_text(base: str, ours: str, theirs: str) -> None:
    body = "long\nbody\nin\nbetween\n"
    theirs_body = body + "more\n"
    merged = merge(note(base, body), note(ours, body), note(base, theirs_body))
    assert merged == Merged(note(ours, theirs_body).encode(), (), "")
    both = merge(note(base, body), note(ours, body), note(theirs, theirs_body))
    assert both.as_text
    if Note("", both.data).problem is not None:
        assert both.conflicts
        assert b"<<<<<<<" in both.data


def test_a_text_merge_that_git_calls_clean_must_be_readable() -> None:
    base = note("x: &a 1\nl:\n- one\nm: 1\nn: 2\no: 3\np: *a\n")
    ours = note("x: &b 1\nl:\n- one\nm: 1\nn: 2\no: 3\np: *b\n")
    theirs = note("x: &a 1\nl:\n- one\nm: 1\nn: 2\no: 3\np: *a\nq: 1\nr: 1\ns: *a\n").replace(
        "m: 1\nn: 2\n", "m: 1\nn: *a\n"
    )
    merged = merge(base, ours, theirs)
    assert merged.as_text
    assert merged.conflicts


def test_binary_bodies_are_a_conflict_with_ours_kept() -> None:
    merged = merge_notes(b"\0a\n", b"\0b\n", b"\0c\n", CONFIG)
    assert (merged.data, merged.conflicts) == (b"\0b\n", ("body",))


def test_marker_size() -> None:
    base, ours, theirs = (note(f"a: {number}\n").encode() for number in (1, 2, 3))
    merged = merge_notes(base, ours, theirs, CONFIG, options=lambda: TextOptions(9))
    assert b"\n<<<<<<<<< ours\na: 2\n=========\na: 3\n>>>>>>>>> theirs\n" in merged.data


def test_sets_and_dates_are_configured() -> None:
    config = MergeConfig(sets=("steps",), extend_sets=("more",), dates={"created": "earlier"})
    base = "steps: [1]\nmore: [1]\ntags: [1]\ncreated: 2026-01-03\n"
    merged = merge(
        note(base),
        note(base.replace("1]", "1, 2]").replace("03", "02")),
        note(base.replace("1]", "1, 3]").replace("03", "01")),
        config,
    )
    assert merged.conflicts == ("tags",)
    assert b"steps: [1, 2, 3]\nmore: [1, 2, 3]\n<<<<" in merged.data
    assert b"created: 2026-01-01\n---" in merged.data
