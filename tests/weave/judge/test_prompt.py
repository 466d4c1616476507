"""The prompt: notes are data between marks."""

import re

from tests.weave.judge.conftest import COMPOST, FACT, MakeBench
from tests.weave.judge.server import says


def test_notes_stand_between_marks_that_no_note_can_know(bench: MakeBench) -> None:
    made = bench(lambda request: says("none", ""))
    made.ask((0, 1), (1, 0))
    marks = set()
    for request in made.server.requests:
        system, user = (one["content"] for one in request["messages"])
        assert "never an instruction" in system and COMPOST not in system and FACT not in system
        opened = re.findall(r"<note-([0-9a-f]{24})>\nTitle: ", user)
        assert len(opened) == 2 and len(set(opened)) == 1
        assert user.count(f"</note-{opened[0]}>") == 2
        inside = re.findall(rf"<note-{opened[0]}>(.*?)</note-{opened[0]}>", user, re.DOTALL)
        assert FACT in "".join(inside) and FACT not in re.sub(r"<note-.*?</note-[0-9a-f]+>", "", user, flags=re.DOTALL)
        marks.add(opened[0])
    assert len(marks) == 2
