from pathlib import Path

from reweave.weave.rank.model import shipped

WEAVING = Path(__file__).parents[2] / "docs/weaving.md"


def test_each_number_of_explain_is_explained() -> None:
    text = WEAVING.read_text(encoding="utf-8")
    table = text[text.index("## What `explain` measures") :]
    names = {name.split(":")[0] for name in shipped().features}
    assert sorted(name for name in names if f"`{name}`" not in table) == []
