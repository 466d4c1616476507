import pytest

from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.rules.registry import rule_names
from tests.rules.run import problems


@pytest.mark.parametrize(
    "comment, expected",
    [
        ("reweave: ignore[quots]", [(1, 24)]),
        ("reweave: ignore [quots, quotes]", [(1, 25)]),
        ("reweave: ignore[a,  b]", [(1, 24), (1, 28)]),
        ("reweave: ignore[Quotes]", [(1, 24)]),
        ("reweave: ignore[RW101]", [(1, 24)]),
        ("checked # reweave: ignore[x]", [(1, 34)]),
        ("reweave: ignore", []),
        ("reweave: ignore[]", []),
        ("reweave: ignored[quots]", []),
        ("ignore[quots]", []),
    ],
)
def test_unknown_names_are_reported(comment: str, expected: list[tuple[int, int]]) -> None:
    assert problems("unknown-ignore", f"a: b # {comment}\n") == [(line + 1, column) for line, column in expected]


def test_all_rules_are_known() -> None:
    assert problems("unknown-ignore", f"# reweave: ignore[{', '.join(sorted(rule_names()))}]\na: b\n") == []


def test_the_name_suggested_is_a_rule_and_silences_nothing_before() -> None:
    result = lint_notes([("n.md", b"---\na: # reweave: ignore[list-indnt]\n  - b\n---\n")], Config())
    first, *others = result.findings
    assert (first.rule, first.message) == (
        "unknown-ignore",
        "unknown rule 'list-indnt' in an ignore comment; did you mean 'list-indent'?",
    )
    assert [finding.rule for finding in others] == ["list-indent"]


def test_a_known_name_beside_it_silences_still() -> None:
    result = lint_notes([("n.md", b"---\na: # reweave: ignore [quots, list-indent]\n  - b\n---\n")], Config())
    assert [finding.rule for finding in result.findings] == ["unknown-ignore"]
