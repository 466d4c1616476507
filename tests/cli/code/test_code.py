"""The commands of the group `code`, as processes in real repositories."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reweave
from reweave.exit_codes import Exit

ROOT = Path(reweave.__file__).parents[1]
WRITER = "def note(title, person):\n    return f'---\\ntitle: \"{title}\"\\nby: {person}\\n---\\n'\n"
FIXED = "from reweave import fm\n\n\n" + WRITER.replace('"{title}"', "{fm.quoted(title)}")
READER = "import re\n\nFENCE = '\\n---'\n\ndef items(text):\n    return re.findall(r'^  - (.+)$', text, re.M)\n"


def run(folder: Path, *args: str, code: Exit = Exit.DONE) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        [sys.executable, "-m", "reweave", *args], cwd=folder, capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "write.py").write_text(WRITER)
    (tmp_path / "scripts" / "other.py").write_text("print('---')\n")
    (tmp_path / "note.md").write_text("---\ntitle: a\nsupports:\n  - b\n  - c\n---\n")
    return tmp_path


def test_check_names_the_places_and_counts_hidden_fixes(vault: Path) -> None:
    done = run(vault, "code", "check", code=Exit.FINDINGS)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("scripts/write.py:2:") and " RW101 " in lines[0]
    assert " RW102 " in lines[1]
    assert lines[2:] == [
        "3 files read: 1 with findings",
        "2 findings: 1 fixable with `reweave code fix`, 1 hidden unsafe fix, with `reweave code fix --unsafe`",
    ]
    assert run(vault, "code", "check", "note.md").stdout == "1 file read: no findings\n"


def test_diff_can_be_applied_and_fix_writes_the_same(vault: Path) -> None:
    patch = run(vault, "code", "fix", "--diff", code=Exit.FINDINGS).stdout
    assert (vault / "scripts" / "write.py").read_text() == WRITER
    subprocess.run(["git", "apply"], cwd=vault, input=patch, text=True, check=True)
    assert (vault / "scripts" / "write.py").read_text() == FIXED
    (vault / "scripts" / "write.py").write_text(WRITER)
    assert "1 file written (RW101 1)" in run(vault, "code", "fix").stdout
    assert (vault / "scripts" / "write.py").read_text() == FIXED
    assert "0 files written" in run(vault, "code", "fix").stdout


def test_unsafe_fixes_are_made_on_request(vault: Path) -> None:
    run(vault, "code", "fix", "--unsafe")
    assert "{fm.plain(person)}" in (vault / "scripts" / "write.py").read_text()
    assert run(vault, "code", "check").stdout == "3 files read: no findings\n"


def test_json_sarif_and_github(vault: Path) -> None:
    data = json.loads(run(vault, "code", "check", "--output-format", "json", code=Exit.FINDINGS).stdout)
    assert [one["rule"] for one in data["findings"]] == ["RW101", "RW102"]
    assert data["summary"]["findings_by_fix"] == {"safe": 1, "unsafe": 1, "no": 0}
    log = json.loads(run(vault, "code", "check", "--output-format", "sarif", code=Exit.FINDINGS).stdout)
    assert {one["ruleId"] for one in log["runs"][0]["results"]} == {"RW101", "RW102"}
    assert "RW403" in {one["id"] for one in log["runs"][0]["tool"]["driver"]["rules"]}
    lines = run(vault, "code", "check", "--output-format", "github", code=Exit.FINDINGS).stdout.splitlines()
    assert lines[0].startswith("::warning file=scripts/write.py,line=2,")


def test_files_that_do_not_parse_are_named_and_left(vault: Path) -> None:
    (vault / "broken.py").write_text("def x(:\n    return '---\\n'\n")
    done = run(vault, "code", "fix", code=Exit.REFUSED)
    assert "broken.py:1:1: unparsable invalid Python" in done.stdout
    assert (vault / "broken.py").read_text().startswith("def x(:")
    assert (vault / "scripts" / "write.py").read_text() == FIXED


def test_links_and_hostile_names_are_left(vault: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "write.py"
    outside.write_text(WRITER)
    (vault / "link.py").symlink_to(outside)
    (vault / "link.md").symlink_to(vault / "note.md")
    (vault / "a\nb\x1b[31m.py").write_text(WRITER)
    done = run(vault, "code", "fix", code=Exit.REFUSED)
    assert outside.read_text() == WRITER
    assert "link.py:1:1: refused a symlink" in done.stdout
    assert "link.md" not in done.stdout and "link.md: skipped, a symlink" in done.stderr
    assert "\x1b" not in done.stdout
    assert (vault / "a\nb\x1b[31m.py").read_text() == FIXED


def test_ignored_files_and_configured_ones_are_left(vault: Path) -> None:
    (vault / ".gitignore").write_text("build/\n")
    (vault / "build").mkdir()
    (vault / "build" / "w.py").write_text(WRITER)
    (vault / "reweave.toml").write_text('[code]\nexclude = ["scripts/w*.py"]\nfunctions = "lib.front"\n')
    (vault / "mine.py").write_text(WRITER)
    (vault / "lib").mkdir()
    (vault / "lib" / "front.py").touch()
    run(vault, "code", "fix")
    assert (vault / "build" / "w.py").read_text() == WRITER
    assert (vault / "scripts" / "write.py").read_text() == WRITER
    assert (vault / "mine.py").read_text().startswith("from lib import front as fm\n\n")
    assert "{fm.quoted(title)}" in (vault / "mine.py").read_text()


@pytest.mark.parametrize("text", ['[code]\nfunctions = "a b"\n', "[code]\nmodule = 1\n", "[code]\nexclude = 3\n"])
def test_wrong_configuration_is_one_line(vault: Path, text: str) -> None:
    (vault / "reweave.toml").write_text(text)
    done = run(vault, "code", "check", code=Exit.USAGE)
    assert done.stdout == "" and done.stderr.startswith("reweave: ") and done.stderr.count("\n") == 1


def test_the_style_of_lists_is_the_configured_one(vault: Path) -> None:
    loop = "def note(tags):\n    return ['---', 'tags:', *[f'  - {int(tag)}' for tag in tags], '---']\n"
    (vault / "scripts" / "write.py").write_text(loop)
    assert run(vault, "code", "check").stdout == "3 files read: no findings\n"
    (vault / "reweave.toml").write_text("[rules.list-indent]\nindent = 0\n")
    assert "RW104" in run(vault, "code", "check", code=Exit.FINDINGS).stdout
    for indent in ("2", '"keep"'):
        (vault / "reweave.toml").write_text(f"[rules.list-indent]\nindent = {indent}\n")
        assert run(vault, "code", "check").stdout == "3 files read: no findings\n"


def _note(folder: Path, *program: str) -> str:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {'; '.join(program)}"],
        cwd=folder, capture_output=True, text=True, check=True, env=env,
    ).stdout  # fmt: skip


def test_a_vendored_copy_is_the_functions_and_says_when_it_is_old_or_edited(vault: Path) -> None:
    run(vault, "code", "vendor", "scripts/fm.py")
    copy = vault / "scripts" / "fm.py"
    head, _, rest = copy.read_bytes().partition(b"\n")
    assert head.startswith(b"# A copy of reweave.fm ") and rest == (ROOT / "reweave" / "fm.py").read_bytes()
    again = run(vault, "code", "vendor", "scripts/fm.py", code=Exit.USAGE)
    assert "file exists" in again.stderr
    assert "scripts/fm.py" not in run(vault, "code", "check", code=Exit.FINDINGS).stdout
    copy.write_bytes(copy.read_bytes() + b"# mine\n")
    assert (
        "scripts/fm.py:1:1: RW501 a copy of reweave.fm that was edited"
        in run(vault, "code", "check", code=Exit.FINDINGS).stdout
    )
    run(vault, "code", "vendor", "scripts/fm.py", "--force")
    assert "RW501" not in run(vault, "code", "check", code=Exit.FINDINGS).stdout


def test_the_copy_is_where_the_program_can_import_it(vault: Path) -> None:
    package = vault / "pkg"
    (package / "sub").mkdir(parents=True)
    for folder in (package, package / "sub"):
        (folder / "__init__.py").touch()
    (package / "sub" / "head.py").write_text(WRITER)
    (vault / "top.py").write_text(WRITER)
    patch = run(vault, "code", "fix", "--fm", "vendored", "--diff", code=Exit.FINDINGS).stdout
    assert "+++ b/scripts/fm.py" in patch
    told = run(vault, "code", "fix", "--fm", "vendored").stderr
    assert [line for line in told.splitlines() if "a copy of reweave.fm" in line and "scripts/fm.py" in line]
    assert (package / "sub" / "head.py").read_text().startswith("from .. import fm\n")
    assert (vault / "scripts" / "write.py").read_text().startswith("import fm\n")
    for folder, module in ((vault, "pkg.sub.head"), (vault / "scripts", "write"), (vault, "top")):
        program = f"from {module} import note; print(note('say \"when\"', 3))"
        assert _note(folder, program) == '---\ntitle: "say \\"when\\""\nby: 3\n---\n\n'
    assert "0 files written" in run(vault, "code", "fix", "--fm", "vendored").stdout


def test_a_copy_that_would_not_resolve_is_reported_and_not_written(vault: Path) -> None:
    package = vault / "pkg"
    package.mkdir()
    (package / "__init__.py").touch()
    source = WRITER + "\n\nif __name__ == '__main__':\n    print(note('a', 'b'))\n"
    (package / "head.py").write_text(source)
    done = run(vault, "code", "fix", "pkg", "--fm", "vendored", code=Exit.REFUSED)
    assert "cannot be imported" in done.stdout and not (package / "fm.py").exists()
    assert (package / "head.py").read_text() == source


def test_a_named_file_holds_the_copy_of_a_package(vault: Path) -> None:
    package = vault / "pkg"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "head.py").write_text(WRITER)
    run(vault, "code", "fix", "pkg", "--fm", "vendored", "--fm-file", "pkg/_yaml_text.py")
    assert (package / "head.py").read_text().startswith("from . import _yaml_text as fm\n")
    done = run(vault, "code", "fix", "--fm", "vendored", "--fm-file", "../fm.py", code=Exit.USAGE)
    assert "--fm-file" in done.stderr


def test_scripts_with_their_own_dependencies_get_one_more(vault: Path) -> None:
    script = vault / "export.py"
    script.write_text(
        '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "httpx",\n# ]\n# ///\n' + WRITER
    )
    told = run(vault, "code", "fix", "export.py").stderr
    assert 'add "reweave' in told and "to its dependencies" in told
    lines = script.read_text().splitlines()
    assert lines[3] == '#   "httpx",' and lines[4].startswith('#   "reweave') and lines[4].endswith('",')
    assert lines[5:7] == ["# ]", "# ///"] and "from reweave import fm" in lines


def test_projects_for_older_pythons_are_told_to_take_a_copy(vault: Path) -> None:
    (vault / "export.py").write_text(WRITER)
    (vault / "pyproject.toml").write_text('[project]\nname = "x"\nrequires-python = ">=3.9"\n')
    told = run(vault, "code", "fix", "export.py", "--diff", code=Exit.FINDINGS).stderr
    assert "pyproject.toml: allows Python >=3.9, but reweave needs >=3.11; use `--fm vendored`" in told


def test_rules_are_listed_and_explained(vault: Path) -> None:
    assert run(vault, "code", "rules").stdout.startswith("RW101  safe    ")
    page = run(vault, "code", "rules", "RW104").stdout
    assert "    ->\n" in page and "Valid:" in page
    data = json.loads(run(vault, "code", "rules", "--output-format", "json").stdout)
    assert len(data["rules"]) == 25
    assert "unknown rule 'RW999'" in run(vault, "code", "rules", "RW999", code=Exit.USAGE).stderr


def test_readers_are_told_the_lines_of_a_vault_that_they_would_miss(vault: Path) -> None:
    (vault / "read.py").write_text(READER)
    plain = run(vault, "code", "check", "read.py", code=Exit.FINDINGS).stdout
    assert "reads only indented list items" in plain and "note.md" not in plain
    told = run(vault, "code", "check", "read.py", "--vault", ".", code=Exit.FINDINGS).stdout
    assert "after normalizing, it would miss 2 list items that it reads now: note.md:4, note.md:5" in told
    data = run(vault, "code", "check", "--vault", ".", "--output-format", "json", code=Exit.FINDINGS).stdout
    assert "note.md:4" in data


def test_check_and_init_point_at_code_that_breaks(vault: Path) -> None:
    hint = "reweave: scripts/write.py writes or reads frontmatter in a way that breaks; see `reweave code check`\n"
    assert run(vault, "check", code=Exit.FINDINGS).stderr == hint
    assert run(vault, "init", "--print").stderr == hint
    run(vault, "code", "fix", "--unsafe")
    assert run(vault, "check", code=Exit.FINDINGS).stderr == ""
    assert run(vault, "check", "note.md", code=Exit.FINDINGS).stderr == ""


def test_only_fixing_loads_libcst(vault: Path) -> None:
    program = (
        "import sys\nfrom reweave.cli.program import run\nrun(['code', 'check'])\n"
        "print(*[one for one in sys.modules if one.startswith('libcst')])\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=vault, capture_output=True, text=True, check=False, env=env
    )
    assert done.stdout.splitlines()[-1] == ""


def test_a_held_lock_stops_it(vault: Path) -> None:
    from reweave.git.lock import hold_lock

    with hold_lock(vault / ".git" / "reweave"):
        run(vault, "code", "fix", code=Exit.LOCKED)
    assert (vault / "scripts" / "write.py").read_text() == WRITER


def test_outside_a_repository_it_works_too(tmp_path: Path) -> None:
    (tmp_path / "write.py").write_text(WRITER)
    run(tmp_path, "code", "fix")
    assert (tmp_path / "write.py").read_text() == FIXED


def test_hidden_folders_are_checked_and_those_of_tools_named(tmp_path: Path) -> None:
    for folder in (".claude/skills/x/scripts", ".github/scripts", ".venv/lib", "node_modules/y", "__pycache__"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "w.py").write_text(WRITER)
    done = run(tmp_path, "code", "check", code=Exit.FINDINGS)
    assert {line.partition(":")[0] for line in done.stdout.splitlines() if " RW101 " in line} == {
        ".claude/skills/x/scripts/w.py",
        ".github/scripts/w.py",
    }
    assert "not looked into: .venv, node_modules;" in done.stderr
    assert ".venv/lib/w.py:" in run(tmp_path, "code", "check", ".venv", code=Exit.FINDINGS).stdout
    run(tmp_path, "code", "fix", ".github")
    assert not (tmp_path / ".reweave").exists()


def test_test_files_are_skipped_unless_named_or_configured(vault: Path) -> None:
    (vault / "tests").mkdir()
    (vault / "tests" / "test_write.py").write_text(WRITER)
    done = run(vault, "code", "check", code=Exit.FINDINGS)
    assert "tests/" not in done.stdout and "1 test file skipped" in done.stderr
    assert "RW101" in run(vault, "code", "check", "tests/test_write.py", code=Exit.FINDINGS).stdout
    (vault / "reweave.toml").write_text('[code]\ntest-files = true\nignore = ["RW102"]\n')
    done = run(vault, "code", "check", code=Exit.FINDINGS)
    assert "tests/test_write.py:2:" in done.stdout and "RW102" not in done.stdout and "skipped" not in done.stderr
