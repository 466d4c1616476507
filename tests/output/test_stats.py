"""The health of a graph, printed."""

import json

from reweave.output.stats import stats_json, stats_lines
from reweave.vault.health import examine
from tests.vault.build import claim, vault

ONE = vault(
    {
        "a.md": claim(
            "supports: [b]\nreweave_edges: [b|supports|2026-03-28, c|supports|2026-03-28]\n", "[[b]] [[twin]]"
        ),
        "b.md": claim("depends_on: [a long title that was renamed since]\n", "[[gone \x1b(31m]]"),
        "c.md": claim(),
        "x/twin.md": claim("", f"[[{'long ' * 40}]]"),
        "y/twin.md": claim("status: retired\n"),
        "a long title that was renamed.md": claim(),
    }
)


def test_lines() -> None:
    lines = list(stats_lines(ONE, examine(ONE)))
    assert lines == [
        "notes          6 (6 participating, 1 retired)",
        "edges          3 between participating notes",
        "  supports     1 (1 written by reweave)",
        "  challenges   0",
        "  depends_on   0",
        "  related      0",
        "  links        2 (2 body link)",
        "orphans        4 not named by any participating note, 3 of them name no note either",
        "components     4, the largest of 3 notes",
        "same title     1 titles shared by several participating notes",
        "ambiguous      1 times a name means several notes (1 names)",
        "      1  twin",
        "unresolved     2 times a name means no note (2 names)",
        "      1  gone \\x1b(31m",
        f"      1  {'long ' * 17}long…",
        "dangling       1 entries of typed fields and provenance that name no note",
        "  depends_on   1 (1 probably renamed)",
        "disagreements  1 entries of reweave_edges that the typed fields contradict",
        "  1 not in the typed field",
    ]


def test_json() -> None:
    text = stats_json(ONE, examine(ONE), root="/vault")
    answer = json.loads(text)
    assert text.isascii()
    assert answer["schema"] == "reweave/stats/1"
    assert answer["notes"] == {"read": 6, "taking_part": 6, "retired": 1, "unreadable": 0}
    assert answer["edges"]["total"] == 3
    assert answer["edges"]["by_type"] == {"supports": 1, "challenges": 0, "depends_on": 0, "related": 0, "links": 2}
    assert answer["edges"]["by_origin"] == {"typed-field": 0, "provenance": 1, "other-field": 0, "body-link": 2}
    assert answer["components"] == [3, 1, 1, 1]
    assert answer["same_title"] == [["x/twin.md", "y/twin.md"]]
    assert answer["ambiguous"] == [{"name": "twin", "times": 1, "means": ["x/twin.md", "y/twin.md"]}]
    assert [one["times"] for one in answer["unresolved"]] == [1, 1]
    assert answer["dangling"] == [
        {
            "path": "b.md",
            "field": "depends_on",
            "entry": "a long title that was renamed since",
            "probably": "a long title that was renamed.md",
        }
    ]
    assert answer["disagreements"] == [{"path": "a.md", "entry": "c|supports|2026-03-28", "fault": "not-in-field"}]
