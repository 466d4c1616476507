from hypothesis import given
from hypothesis import strategies as st

from reweave.note.summary import Summary
from reweave.output.report import Made, NewEdge, RunReport, Stop, code, report_markdown, stop_line


@given(st.text(alphabet=st.sampled_from("`a \\\n\x1b*_<@\u202e\udcff"), max_size=40))
def test_a_code_span_holds_its_text(text: str) -> None:
    """As CommonMark reads it: a run of backticks as long as the opening one ends the span, and no other does."""
    span = code(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    inner = span[len(fence) : -len(fence)]
    assert span.endswith(fence) and "\n" not in span and "\x1b" not in span
    runs = {len(run) for run in "".join(char if char == "`" else " " for char in inner).split()}
    assert len(fence) not in runs
    assert not inner or inner.strip("`") == inner or inner.startswith(" ")


def edge(number: int) -> NewEdge:
    return NewEdge(f"{number}.md", "b.md", f"title {number}", "b", "related", "new", f"{number}.md", 0.9, "why " * 50)


def test_a_report_is_cut_to_size() -> None:
    made = [Made("a" * 40, "Add 300 edges", "edges", 300)]
    report = RunReport("r", "b", "1" * 40, "1" * 40, False, made, Summary(), edges=[edge(at) for at in range(300)])
    assert report.title == "Add 300 edges"
    whole, cut = report_markdown(report), report_markdown(report, 20_000)
    assert "- and 100 more\n" in whole and "- and 250 more\n" in cut and len(cut) <= 20_000


def test_what_a_limit_left() -> None:
    assert stop_line(Stop("run.max-edges", 5, {"edges": 1, "notes": 0})) == (
        "run.max-edges = 5 stopped the run; left for the next one: 1 edge"
    )
    assert stop_line(Stop("run.max-minutes", 0.5, {})).endswith("left for the next one: the rest")
