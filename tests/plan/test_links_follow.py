"""Whatever is renamed or merged, each link that led to a note leads to it still, by a resolver of the tests' own."""

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.plan.operation import Operation
from reweave.plan.renaming import merging_operations, renaming_operations
from reweave.vault.vault import Vault
from tests.plan.notes import applied

_STEMS = st.sampled_from(["Old Note", "old-note", "x", "y z", "\xdcn\xef", "a (b)", "c & d", "100%", "new"])
_PATHS = st.builds(posixpath.join, st.sampled_from(["", "a", "a/b", "b", "b/a b"]), _STEMS.map(lambda one: f"{one}.md"))
_LINK = re.compile(
    r"\[\[([^\]|#]+)[^\]]*\]\]|\[x\]\(<([^>]+)>\)|\[x\]\(([^)#]+)[^)]*\)|^\[r\d+\]: (\S+)$", re.MULTILINE
)


def _link(form: int, path: str, holder: str, number: int) -> str:
    bare, relative = path[:-3], posixpath.relpath(path, posixpath.dirname(holder) or ".")
    name = posixpath.basename(bare)
    return (
        f"[[{name}]]",
        f"![[{name}#h|x]]",
        f"[[{bare}|t]]",
        f"[x]({quote(relative)})",
        f"[x](<{relative}>)",
        f"[x]({quote(path)}#h)",
        f"[x](/{quote(path)})",
        f"[x]({quote(name)}.md)",
        f"\n\n[r{number}]: {quote(relative)}\n\n",
    )[form]


@st.composite
def _vaults(draw: st.DrawFn) -> dict[str, bytes]:
    paths = sorted(draw(st.sets(_PATHS, min_size=2, max_size=6)))
    notes: dict[str, bytes] = {}
    for at, path in enumerate(paths):
        forms = draw(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(paths)), max_size=5))
        links = " ".join(_link(form, goal, path, 10 * at + number) for number, (form, goal) in enumerate(forms))
        notes[path] = (draw(st.sampled_from(["", f"# about {at}\n"])) + links + "\n").encode()
    return notes


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _ends(notes: Mapping[str, bytes], holder: str) -> Iterator[str | None]:
    """Yield the note that each link leads to: by its path from the folder, from the root, or by the end of one."""
    known = {_folded(path[:-3]): path for path in notes}
    for found in _LINK.finditer(notes[holder].decode()):
        bare = (found[1] or unquote(found[2] or found[3] or found[4])).removesuffix(".md")
        if found[1] is None or "/" in bare:
            folders = ("",) if bare.startswith("/") else (posixpath.dirname(holder), "")
            paths = (_folded(posixpath.normpath(posixpath.join(one, bare.lstrip("/")))) for one in folders)
            if path := next((known[path] for path in paths if path in known), None):
                yield path
                continue
        ending = [path for folded, path in known.items() if f"/{folded}".endswith(f"/{_folded(bare)}")]
        yield ending[0] if len(ending) == 1 else None


def _after(notes: dict[str, bytes], operations: list[Operation]) -> dict[str, bytes]:
    result = applied(*operations, notes=notes)
    assume(not result.refused)
    after = dict(notes)
    for total in result.changes.totals():
        del after[total.path]
        if not total.gone:
            after[total.to or total.path] = total.after
    return after


@settings(deadline=None, max_examples=150)
@given(_vaults(), st.data(), _PATHS)
def test_after_a_rename(notes: dict[str, bytes], data: st.DataObject, new: str) -> None:
    old = data.draw(st.sampled_from(sorted(notes)))
    try:
        operations = renaming_operations(Vault.read(notes.items()), old, new)
    except ReweaveError:
        assume(False)
    after = _after(notes, operations)
    for path in notes:
        ends = zip(_ends(notes, path), _ends(after, new if path == old else path), strict=True)
        assert all(end is None or (new if end == old else end) == then for end, then in ends), (path, notes, after)


@settings(deadline=None, max_examples=100)
@given(_vaults(), st.data())
def test_after_a_merge(notes: dict[str, bytes], data: st.DataObject) -> None:
    kept, gone = data.draw(st.permutations(sorted(notes)))[:2]
    after = _after(notes, merging_operations(Vault.read(notes.items()), kept, gone))
    assert set(after) == set(notes) - {gone}

    def counted(ends: Iterator[str | None]) -> Counter[str]:
        return Counter(kept if end == gone else end for end in ends if end is not None)

    for path in set(after) - {kept}:
        assert counted(_ends(notes, path)) <= counted(_ends(after, path)), (path, notes, after)
    assert counted(_ends(notes, kept)) + counted(_ends(notes, gone)) <= counted(_ends(after, kept)), (notes, after)
