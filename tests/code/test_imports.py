"""Imports and dependencies that fixed code gets: where ruff sorts them, and in blocks that stay TOML."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reweave.code.engine import FixError, fix_module, read_module
from reweave.code.registry import code_rules
from reweave.code.script_metadata import MetadataError, with_dependency
from reweave.code.settings import Settings

RULES = list(code_rules().values())
WRITER = "def note(title):\n    return f'---\\ntitle: \"{title}\"\\n---\\n'\n"
HEADS = (Path(__file__).parent / "import_heads.txt").read_text().split("=====\n")
LAYOUTS = (
    ("tool", False, Settings()),
    ("tool", False, Settings(functions="pkg.front")),
    ("tool", False, Settings(functions="vendored")),
    ("pkg", True, Settings(functions="vendored")),
    ("pkg/sub", True, Settings(functions="vendored")),
    ("src/pkg", True, Settings(functions="vendored")),
    ("pkg/sub", True, Settings(functions="..front")),
)


def _unsorted(folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select=I001", "--output-format=concise"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return {line.partition(":")[0] for line in done.stdout.splitlines() if " I001 " in line}


@pytest.mark.parametrize(("folder", "package", "settings"), LAYOUTS)
def test_ruff_finds_the_imports_sorted(folder: str, package: bool, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pkg").mkdir(exist_ok=True)
    for name in ("pkg", *([folder] if package else [])):
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "pkg" / "front.py").touch()
    before = [head + WRITER for head in HEADS]
    before += [text.replace("\n", "\r\n") for text in before[:20]] + ["\ufeff" + text for text in before[:20]]
    paths = [f"{folder}/head{number}.py" for number in range(len(before))]
    for path, text in zip(paths, before, strict=True):
        (tmp_path / path).write_bytes(text.encode())
    assert _unsorted(tmp_path) == set() and len(HEADS) >= 60
    for path, text in zip(paths, before, strict=True):
        fixed = fix_module(read_module(path, text.encode(), settings._replace(root=tmp_path)), RULES, unsafe=False)
        data = fixed.module.source.data
        assert data != text.encode() and fixed.module.imports_functions
        assert (b"\r" in text.encode()) == (re.search(rb"(?<!\r)\n", data) is None)
        (tmp_path / path).write_bytes(data)
    assert _unsorted(tmp_path) == set()


BLOCKS = [
    "# dependencies = []",
    '# requires-python = ">=3.11"',
    '# requires-python = ">=3.11"\n#\n# [tool.uv]\n# exclude-newer = "2024"',
    '# [tool.uv]\n# dependencies = ["q"]',
    '# dependencies = ["a"]\n# [tool.uv]\n# x = 1',
    '# dependencies = [\n#   "a",\n#   "b[x]>=1",\n# ]',
    '# dependencies = [\n#   "a",\n#   "b[x]>=1"\n# ]',
    '# dependencies = [\n#   "a", # why\n#   "b" # it\n# ]',
    '# dependencies = ["a"] # c',
    '# dependencies = [ # [x]\n#   "a",\n# ]',
    '# dependencies = ["b[x]"]  ',
    '# dependencies = [\n#   "a",\n#   "b"]',
    '# dependencies = ["a",\n#   "b",\n# ]',
    "# dependencies = ['a', 'b']",
    "# dependencies = [\"a; python_version<'3.12'\"]",
    '# "dependencies"=["a"]',
    '#   dependencies = ["a"]',
    "# dependencies = [\n#\n#   # nothing\n# ]",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("block", BLOCKS)
def test_scripts_state_one_dependency_more(block: str, line_end: str) -> None:
    text = f"#!/usr/bin/env python\n# /// script\n{block}\n# ///\nimport a\n".replace("\n", line_end)
    found = with_dependency(text, "reweave>=1", ("reweave",))
    assert found is not None
    start, end, added = found
    result = text[:start] + added + text[end:]
    assert result.count("\n") == result.count(line_end)

    def read(script: str) -> dict[str, object]:
        # The pattern is that of the specification.
        pattern = r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$"
        content = re.search(pattern, script.replace("\r\n", "\n"))
        assert content is not None
        return tomllib.loads("".join(re.sub("^# ?", "", line) + "\n" for line in content["content"].splitlines()))

    was, now = read(text), read(result)
    dependencies = now.pop("dependencies")
    given = was.pop("dependencies", [])
    assert isinstance(dependencies, list) and isinstance(given, list)
    assert sorted(dependencies) == sorted([*given, "reweave>=1"]) and now == was
    assert with_dependency(result, "reweave>=1", ("reweave",)) is None


@pytest.mark.parametrize("block", ['# dependencies = "a"', "# dependencies = [", "# = 1"])
def test_blocks_that_are_not_valid_are_named(block: str) -> None:
    with pytest.raises(MetadataError):
        with_dependency(f"# /// script\n{block}\n# ///\n", "reweave>=1", ("reweave",))


MAIN = WRITER + 'if __name__ == "__main__":\n    print(note("a"))\n'
PLACES: tuple[tuple[dict[str, str], str, str, str, str], ...] = (
    # files beside it, file, program, what --fm says, the import or the reason that there is none
    ({}, "export.py", MAIN, "vendored", "import fm"),
    ({"pkg/__init__.py": ""}, "pkg/__main__.py", MAIN, "vendored", "from . import fm"),
    ({"pkg/__init__.py": ""}, "pkg/tool.py", MAIN, "vendored", "may be run by itself"),
    ({"run.py": "from part.writer import note\n"}, "part/writer.py", WRITER, "vendored", "from . import fm"),
    ({"Makefile": "all:\n\tpython -m part.writer\n"}, "part/writer.py", WRITER, "vendored", "from . import fm"),
    ({"pyproject.toml": '[project.scripts]\nx = "part.writer:note"\n'}, "part/writer.py", MAIN, "vendored", "imported"),
    ({"README.md": "Run `python part/writer.py`.\n"}, "part/writer.py", MAIN, "vendored", "import fm"),
    ({"test.py": 'spec_from_file_location("w", "b/two.py")\n'}, "b/two.py", WRITER, "vendored", "loaded by its path"),
    ({"test.py": 'run_path("b/one.py")\n'}, "b/two.py", WRITER, "vendored", "import fm"),
    ({}, "scripts/export.py", MAIN, "no.such.fm", "no module 'no.such.fm'"),
    ({}, "scripts/export.py", MAIN, ".fm", "in no package"),
    ({"tools/fm.py": ""}, "scripts/export.py", MAIN, "tools.fm", "run from its own folder"),
    ({"tools/fm.py": ""}, "scripts/export.py", "import tools.x\n" + MAIN, "tools.fm", "from tools import fm"),
    (
        {"tools/fm.py": ""},
        "scripts/export.py",
        "import sys\nsys.path.append('.')\n" + MAIN,
        "tools.fm",
        "changes sys.path",
    ),
    (
        {"tools/fm.py": ""},
        "scripts/export.py",
        "import sys\nsys.path.append('.')\nimport tools.x\n" + WRITER,
        "tools.fm",
        "sys.path.append('.')\nimport tools.x\nfrom tools import fm\n",
    ),
    ({"tools/fm.py": ""}, "scripts/export.py", WRITER, "tools.fm", "from tools import fm"),
    ({"scripts/lib/fm.py": ""}, "scripts/export.py", MAIN, "lib.fm", "from lib import fm"),
    ({"src/pkg/__init__.py": "", "src/pkg/fm.py": ""}, "src/pkg/w.py", WRITER, "pkg.fm", "from pkg import fm"),
    ({"src/pkg/__init__.py": "", "src/pkg/fm.py": ""}, "src/pkg/w.py", WRITER, ".fm", "from . import fm"),
    ({"src/pkg/__init__.py": ""}, "src/pkg/w.py", WRITER, ".fm", "no module '.fm'"),
    ({"pkg/__init__.py": "", "fm.py": ""}, "pkg/w.py", WRITER, "..fm", "no module '..fm'"),
    ({"requirements.txt": "house-tools>=2\n"}, "w.py", WRITER, "house_tools.fm", "from house_tools import fm"),
    ({}, "w.py", WRITER, "yaml.front", "from yaml import front"),
)


@pytest.mark.parametrize(("files", "path", "text", "functions", "expected"), PLACES)
def test_the_functions_are_imported_from_where_the_program_starts(
    files: dict[str, str], path: str, text: str, functions: str, expected: str, tmp_path: Path
) -> None:
    for name, content in (files | {path: text}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    module = read_module(path, text.encode(), Settings(functions=functions, root=tmp_path))
    try:
        said = fix_module(module, RULES, unsafe=False).module.source.data.decode()
    except FixError as error:
        said = str(error)
    assert expected in said
    assert ("the functions cannot be imported" in said) == (re.search(r"\bimport\b", expected) is None)
