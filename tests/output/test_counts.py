"""Findings in order, and counted."""

from reweave.note.finding import Fix, Severity
from reweave.output.counts import count_findings, in_order
from tests.output.samples import FINDINGS, STYLE


def test_order_is_by_the_bytes_of_the_path_then_by_place() -> None:
    names = ["a", "b", "\uffee", "\U0001f50b", "\udcff"]
    found = [STYLE._replace(path=name, line=line) for name in names for line in (2, 10)]
    assert in_order(reversed(found)) == found


def test_tally() -> None:
    counts = count_findings([*FINDINGS, STYLE])
    assert (counts.notes, counts.findings) == (3, 5)
    assert counts.by_fix == {Fix.SAFE: 2, Fix.UNSAFE: 1, Fix.NO: 2}
    assert counts.by_severity == {Severity.ERROR: 1, Severity.WARNING: 2, Severity.STYLE: 2, Severity.INFO: 0}
    assert list(counts.by_rule.items()) == [
        ("impossible-date", 1),
        ("list-indent", 2),
        ("tab-indent", 1),
        ("unreadable", 1),
    ]
