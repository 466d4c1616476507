"""The named library: what `reweave.__all__` offers, and that naming it costs nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import reweave

_PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text()
_NOTES = {
    "a.md": b"---\nsupports:\n  - b\n---\n# a\n",
    "b.md": b"---\ntitle: storage: a survey\n---\n# b\n",
    "c.md": b"---\ntype: claim\n---\n[[a]]\n",
}


def test_the_example_of_the_documents(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"(?s)```python\n(.*?)```", _PAGE)
    exec(example, {})
    assert capsys.readouterr().out.splitlines() == [
        "solar.md:4: list-indent list indented by 2 spaces, expected 0",
        "solar.md:4: quotes unnecessary single quotes",
        "solar.md supports storage.md",
    ]


def test_every_name_is_there_and_documented() -> None:
    assert sorted(reweave.__all__) == list(reweave.__all__)
    assert set(reweave.__all__) <= set(dir(reweave))
    for name in reweave.__all__:
        assert getattr(reweave, name).__doc__
        assert f"`{name}`" in _PAGE or f"reweave.{name}" in _PAGE
    missing = "nosuch"
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        getattr(reweave, missing)


def test_check_and_fix() -> None:
    assert [(one.path, one.rule) for one in reweave.check(_NOTES)] == [
        ("a.md", "list-indent"), ("b.md", "unquoted-colon"), ("b.md", "unreadable")
    ]  # fmt: skip
    fixed = {**_NOTES, "a.md": b"---\nsupports:\n- b\n---\n# a\n"}
    assert reweave.fix(_NOTES) == fixed
    assert reweave.fix(_NOTES, unsafe=True) == {**fixed, "b.md": b'---\ntitle: "storage: a survey"\n---\n# b\n'}


def test_the_configuration_counts(tmp_path: Path) -> None:
    file = tmp_path / "reweave.toml"
    file.write_text(
        'select = ["dangling-edge"]\n[limits]\nfrontmatter-bytes = 30\n[[weave.types]]\n'
        'name = "backs"\nfield = "supports"\n'
    )
    config = reweave.load_config(file)
    assert reweave.check({"a.md": _NOTES["a.md"]}, config=config)[0].message == "`b` in `supports` not found"
    assert reweave.check({"a.md": _NOTES["a.md"], "b.md": b"# b\n"}, config=config) == []
    assert reweave.read_note(b"---\na: " + b"x" * 50 + b"\n---\n", config=config).problem is not None
    (edge,) = reweave.build_graph({"a.md": _NOTES["a.md"], "b.md": b""}, config=config).edges
    assert (edge.source, edge.type, edge.target) == ("a.md", "backs", "b.md")
    with pytest.raises(reweave.ReweaveError, match="did you mean"):
        file.write_text('selct = ["quotes"]\n')
        reweave.load_config(file)


def test_merge_and_graph() -> None:
    merged = reweave.merge_notes(b"---\na: 1\n---\n", b"---\na: 2\n---\n", b"---\na: 3\n---\n")
    assert merged.conflicts == ("a",) and b"<<<<<<<" in merged.data
    graph = reweave.build_graph({**_NOTES, "b.md": b"# b\n"})
    assert [node.path for node in graph.nodes] == ["a.md", "b.md", "c.md"]
    assert [(edge.source, edge.type, edge.target) for edge in graph.edges] == [
        ("a.md", "supports", "b.md"), ("c.md", None, "a.md")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "loaded"),
    [
        ("import reweave", ["reweave"]),
        ("from reweave import fm", ["reweave", "reweave.fm"]),
        ("import reweave; reweave.ReweaveError", ["reweave", "reweave.errors", "reweave.exit_codes"]),
    ],
)
def test_a_name_loads_what_it_needs_and_no_more(statement: str, loaded: list[str]) -> None:
    program = f"import sys; {statement}; print(*sorted(n for n in sys.modules if n.startswith('reweave')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == loaded
