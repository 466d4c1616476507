"""Statements that are weak, over, about a part, or somebody's view: the words of an edge, and none of it."""

import pytest

from tests.weave.stated.small import typed, typed_back

WEAK = """\
This tentatively supports [[X]].
This loosely supports [[X]].
The bed data only weakly support [[X]].
This supports [[X]] to some extent.
To a degree this contradicts [[X]].
In a sense this is why [[X]].
This lends some support to [[X]].
This is some evidence for [[X]].
This is evidence for [[X]] only in part.
This will be evidence for [[X]] when the counts are in.
- [[X]] — the claim this partly challenges"""

HELD = """\
Smith thinks this undermines [[X]].
I suspect this depends on [[X]].
We hope this confirms [[X]].
Some hold that this contradicts [[X]].
I doubt that this supports [[X]].
We had assumed that this rests on [[X]].
I wrote last year that this contradicts [[X]].
It is wrong that this supports [[X]].
It is false that [[X]] contradicts this.
It is debatable that this supports [[X]].
- [[X]] — what Miller calls the foundation for this
- e.g. [[X]] supports this"""

VIEWS = """\
For Miller, this is evidence for [[X]].
In his view this supports [[X]].
On one interpretation this contradicts [[X]].
On a generous reading, this confirms [[X]].
From the grower's perspective this confirms [[X]].
As the union puts it, this is why [[X]].
A common view is that this supports [[X]].
Popular accounts have it that this confirms [[X]].
The standard story is that this follows from [[X]]."""

OVER = """\
Before the reform this supported [[X]].
Until 2010 this confirmed [[X]].
In the past this supported [[X]].
For years this was the evidence for [[X]].
The old counts supported [[X]].
Earlier counts were evidence for [[X]].
This was evidence for [[X]] until the recount.
Ten years ago this contradicted [[X]]."""

PARTS = """\
The second half of this supports [[X]].
The caveat of this contradicts [[X]].
One of the examples here contradicts [[X]].
One detail of this is based on [[X]].
This is evidence for one premise of [[X]].
This challenges an assumption of [[X]].
This confirms one step in [[X]].
- [[X]] — this supports only the summer half"""

MADE = """\
The data for this are based on [[X]].
This summary is based on [[X]].
This note is based on [[X]].
This talk is based on [[X]].
The definition of a bed is based on [[X]].
The chart is derived from [[X]].
This recipe is built on [[X]].
The script that makes the table depends on [[X]]."""

GLOSSES = """\
- [[X]] — weak foundation for this
- [[X]] — shaky basis for this
- [[X]] — the contested premise
- [[X]] — the unproven premise
- [[X]] — possible basis for this
- [[X]] — the premise this rejects
- [[X]] — the foundation this lacks
- [[X]] — the premise, which this note rejects
- [[X]] — the strongest counterargument, which this note rejects
- [[X]] — the best objection, now withdrawn
- [[X]] — makes this look possible
- [[X]] — makes this nearly impossible
- [[X]] — the mechanism that makes the alternative viable
- [[X]] — evidence the critics cite"""

IMPROVED = """\
This strengthens [[X]] by removing an assumption.
This supports [[X]] by adding shade.
This reinforces [[X]] by naming its parts.
This strengthens [[X]] with the gardener's side of it.
This supports [[X]] with better tools."""


@pytest.mark.parametrize("text", "\n".join((WEAK, HELD, VIEWS, OVER, PARTS, MADE, GLOSSES, IMPROVED)).splitlines())
def test_less_than_the_edge(text: str) -> None:
    assert typed(text) is None
    assert typed_back(text) is None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("This view supports [[X]].", "supports"),
        ("In this light, this supports [[X]].", "supports"),
        ("For example, this is evidence for [[X]].", "supports"),
        ("The trial supported [[X]].", "supports"),
        ("The two dry plots contradicted [[X]].", "challenges"),
        ("This is part of why [[X]].", "supports"),
        ("This is one of the reasons [[X]].", "supports"),
        ("This makes it more likely that [[X]].", "supports"),
        ("This strengthens [[X]] by showing that roots stay cool.", "supports"),
        ("This strengthens [[X]] with data from two plots.", "supports"),
        ("This argument is based on [[X]].", "depends_on"),
        ("The assumption behind this undermines [[X]].", "challenges"),
        ("The survey shows that [[X]].", "supports"),
        ("- [[X]] — dry plots challenge the summer half of this claim", None),
        ("- [[X]] — the claim that this challenges", "challenges"),
        ("- [[X]] — in tension with this", "challenges"),
        ("- [[X]] — at odds with this claim", "challenges"),
        ("- [[X]] — not in tension with this", None),
        ("- [[X]] — the apparent tension with this", None),
        ("- [[X]] — in tension with this, resolved below", None),
        ("- [[X]] — what this rests on", "depends_on"),
        ("- [[X]] — what this note presupposes", "depends_on"),
        ("- [[X]] — what this contradicts", "challenges"),
        ("- [[X]] — what this would rest on", None),
        ("- [[X]] — what this does not rest on", None),
        ("- [[X]] — what this supports", None),
    ],
)
def test_the_whole_edge(text: str, type_: str | None) -> None:
    assert typed(text) == type_
