"""Notes that say nothing of a subject, in any language."""

import pytest

from reweave.weave.rank.note_kinds import NoteKind, NoteKinds
from tests.weave.rank.vaults import index_of

TEXT = "Bees find their way home by the sun, and tell others of it in a dance."


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("bees", TEXT, NoteKind.TEXT),
        ("99 Templates__bees", TEXT, NoteKind.TEMPLATE),
        ("_vorlagen__bees", TEXT, NoteKind.TEMPLATE),
        ("Шаблоны__x", "Пчёлы летят домой.", NoteKind.TEMPLATE),
        ("Meeting (Template)", "Who came?", NoteKind.TEMPLATE),
        ("how templates age", TEXT, NoteKind.TEXT),
        ("meeting", "{{title}} on {{date:YYYY}}", NoteKind.TEMPLATE),
        ("meeting", f"{TEXT * 9} and jinja's {{{{ title }}}}", NoteKind.TEXT),
        ("2024-03-01", TEXT, NoteKind.JOURNAL),
        ("2024-W05", TEXT, NoteKind.JOURNAL),
        ("01.03.2024", TEXT, NoteKind.JOURNAL),
        ("journal__20240301", TEXT, NoteKind.JOURNAL),
        ("logs__May 2024 (log)", TEXT, NoteKind.JOURNAL),
        ("1984 is a novel", TEXT, NoteKind.TEXT),
        ("plan.excalidraw", TEXT, NoteKind.DRAWING),
        ("plan", f"---\nexcalidraw-plugin: parsed\n---\n{TEXT}", NoteKind.DRAWING),
        ("README", TEXT, NoteKind.ABOUT_THE_VAULT),
        ("sub__README", TEXT, NoteKind.ABOUT_THE_VAULT),
        ("notes__security", TEXT, NoteKind.TEXT),
        ("bees", "# bees\n\n", NoteKind.EMPTY),
        ("map", "Siehe:\n- [[a]]\n- [[b]]\n- [[c]]\n", NoteKind.LIST),
        ("map", f"{TEXT} [[a]] [[b]] [[c]]", NoteKind.TEXT),
        ("地图", "蜜蜂按太阳的方向回家并且用舞蹈告诉别的蜜蜂 [[a]] [[b]] [[c]]", NoteKind.TEXT),
    ],
)
def test_the_kind_of_a_note(name: str, text: str, kind: NoteKind) -> None:
    index = index_of(**{name: text}, a="one", b="two", c="three")
    place = next(claim for claim in range(index.size) if index.note(claim).record.path not in ("a.md", "b.md", "c.md"))
    assert NoteKinds(index).of(place) is kind
