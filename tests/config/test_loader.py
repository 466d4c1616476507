"""Each mistake in a configuration file: one line that names file, line, key and what to write instead."""

from pathlib import Path

import pytest

from reweave import __version__
from reweave.config.loader import load_config, parse_config
from reweave.config.locate import locate_config
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.note.limits import Limits
from reweave.rules.base import Safety
from reweave.rules.list_indent import ListIndent, ListIndentOptions
from reweave.rules.quotes import Quotes, QuotesOptions
from reweave.rules.registry import all_rules, rule_names


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            'selct = ["quotes"]\n',
            "reweave.toml:1: unknown key 'selct' in the configuration; did you mean 'select'?",
        ),
        (
            "\n[rule]\n",
            "reweave.toml:2: unknown key 'rule' in the configuration; did you mean 'rules'?",
        ),
        (
            'select = ["quots"]\n',
            "reweave.toml:1: unknown rule 'quots' in select; did you mean 'quotes'?",
        ),
        (
            'select = ["quotes"]\nextend-select = [\n  "list-indnt",\n]\n',
            "reweave.toml:3: unknown rule 'list-indnt' in extend-select; did you mean 'list-indent'?",
        ),
        (
            'select = "quotes"\n',
            'reweave.toml:1: invalid value \'quotes\' for select; expected a list of strings, such as ["a", "b"]',
        ),
        (
            "ignore = [1]\n",
            'reweave.toml:1: invalid value [1] for ignore; expected a list of strings, such as ["a", "b"]',
        ),
        (
            'extensions = ["md"]\n',
            "reweave.toml:1: invalid value 'md' for extensions; expected an extension such as '.md'",
        ),
        (
            "# why\n[rules.list-indent]\nindent = 3\n",
            "reweave.toml:3: invalid value 3 for rules.list-indent.indent; expected one of 0, 2, 4, 'keep'",
        ),
        (
            "[rules.list-indent]\nindent = false\n",
            "reweave.toml:2: invalid value false for rules.list-indent.indent; expected one of 0, 2, 4, 'keep'",
        ),
        (
            "[rules.list-indent]\nident = 2\n",
            "reweave.toml:2: unknown key 'ident' in [rules.list-indent]; did you mean 'indent'?",
        ),
        (
            "[rules.list-indnt]\nindent = 2\n",
            "reweave.toml:1: unknown rule 'list-indnt' in [rules]; did you mean 'list-indent'?",
        ),
        (
            'rules = ["quotes"]\n',
            "reweave.toml:1: [rules] must be a table",
        ),
        (
            "[rules]\nquotes = 1\n",
            "reweave.toml:2: [rules.quotes] must be a table",
        ),
        (
            '[rules.quotes]\nitems = "minimum"\n',
            "reweave.toml:2: invalid value 'minimum' for rules.quotes.items; "
            "expected one of 'minimal', 'double', 'single', 'keep'",
        ),
        (
            '[limits]\ndepth = "deep"\n',
            "reweave.toml:2: invalid value 'deep' for limits.depth; expected a positive integer",
        ),
        (
            "[limits]\ndepth = 0\n",
            "reweave.toml:2: invalid value 0 for limits.depth; expected a positive integer",
        ),
        (
            "[limits]\ndepth = true\n",
            "reweave.toml:2: invalid value true for limits.depth; expected a positive integer",
        ),
        (
            "[limits]\nnote-byte = 1\n",
            "reweave.toml:2: unknown key 'note-byte' in [limits]; did you mean 'note-bytes'?",
        ),
        (
            '[run]\nbatch-size = "many"\n',
            "reweave.toml:2: invalid value 'many' for run.batch-size; expected a positive integer",
        ),
        (
            '[run]\nby = "author"\n',
            "reweave.toml:2: invalid value 'author' for run.by; "
            "expected one of 'folder', 'rule', 'note', 'edge', 'target'",
        ),
        (
            "[run]\nbranch = 1\n",
            "reweave.toml:2: invalid value 1 for run.branch; expected a string",
        ),
        (
            '[[overrides]]\nselect = ["quotes"]\n',
            '[[overrides]] needs paths; for example paths = ["inbox/**"]',
        ),
        (
            '[overrides]\npaths = ["a"]\n',
            "reweave.toml:1: overrides must be an array of tables; use [[overrides]]",
        ),
        (
            '[[overrides]]\npaths = ["a"]\nselects = []\n',
            "reweave.toml:3: unknown key 'selects' in [[overrides]]; did you mean 'select'?",
        ),
        (
            '[[overrides]]\npaths = ["a"]\nignore = ["quotez"]\n',
            "reweave.toml:3: unknown rule 'quotez' in overrides.ignore; did you mean 'quotes'?",
        ),
        (
            "zzzzzz = 1\n",
            "reweave.toml:1: unknown key 'zzzzzz' in the configuration; expected one of 'code', 'default-exclude', "
            "'exclude', 'extend-select', 'extensions', 'ignore', 'include', 'limits', 'merge', 'overrides', "
            "'program-folders', 'required-version', 'rules', 'run', 'schema', 'select', 'weave'",
        ),
        (
            "[weave]\nwrite-too = 1\n",
            "reweave.toml:2: unknown key 'write-too' in [weave]; did you mean 'write-to'?",
        ),
        (
            "a = \n",
            "reweave.toml:1: invalid TOML: Invalid value (at line 1, column 5)",
        ),
        (
            "a = 1\na = 2\n",
            "reweave.toml:2: invalid TOML: Cannot overwrite a value (at line 2, column 6)",
        ),
    ],
)
def test_a_mistake_is_one_line(text: str, error: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(text.encode(), "reweave.toml")
    if not error.startswith("reweave.toml"):
        error = f"reweave.toml:1: {error}"
    assert str(caught.value) == error
    assert caught.value.exit_code is Exit.USAGE


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(ReweaveError, match=r"reweave\.toml:1: invalid TOML: not UTF-8"):
        parse_config(b'select = ["\xff"]\n', "reweave.toml")


@pytest.mark.parametrize("pattern", ["!a", "../a", ""])
@pytest.mark.parametrize("line", ['exclude = ["{}"]', 'include = ["{}"]', '[[overrides]]\npaths = ["{}"]'])
def test_a_bad_pattern_is_named_with_its_line(pattern: str, line: str) -> None:
    text = line.format(pattern) + "\n"
    with pytest.raises(ReweaveError, match=r"invalid path pattern") as caught:
        parse_config(text.encode(), "reweave.toml")
    assert caught.value.line == text.count("\n")


def test_a_long_value_is_shortened() -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(f'[run]\nby = "{"x" * 500}"\n'.encode(), "reweave.toml")
    assert len(str(caught.value)) < 200


def test_pyproject_keys_are_named_in_full() -> None:
    text = b'[tool.other]\nitems = 1\n[tool.reweave.rules.quotes]\nitems = "minimum"\n'
    with pytest.raises(ReweaveError) as caught:
        parse_config(text, "vault/pyproject.toml")
    assert str(caught.value).startswith(
        "vault/pyproject.toml:4: invalid value 'minimum' for tool.reweave.rules.quotes.items"
    )


@pytest.mark.parametrize(
    ("text", "line", "table"),
    [(b'tool = "x"\n', 1, "tool"), (b"[tool]\nreweave = 1\n", 2, "tool.reweave")],
)
def test_pyproject_tables_that_are_none(text: bytes, line: int, table: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(text, "pyproject.toml")
    assert str(caught.value) == f"pyproject.toml:{line}: [{table}] must be a table"


def test_pyproject_without_our_table_is_the_defaults() -> None:
    assert parse_config(b"[tool.other]\na = 1\n", "pyproject.toml") == Config()


def test_an_empty_file_is_the_defaults() -> None:
    config = parse_config(b"", "reweave.toml")
    assert config == Config()
    assert _writing(config, "a.md") == ["list-indent", "quotes"]
    assert config.limits == Limits()


def test_everything_that_can_be_set() -> None:
    text = b"""
extensions = [".md", ".markdown"]
include = ["notes/**"]
exclude = ["templates/"]
select = ["list-indent"]
extend-select = ["quotes"]
ignore = ["list-indent"]
[rules.quotes]
items = "double"
values = "single"
[limits]
depth = 8
[run]
branch = "style"
batch-size = 7
by = "rule"
trailers = ["Agent: x"]
author = "A <a@b>"
"""
    config = parse_config(text, "reweave.toml")
    (rule,) = config.rules_for("notes/a.md")
    assert isinstance(rule, Quotes)
    assert rule.options == QuotesOptions(items="double", values="single")
    assert config.extensions == (".md", ".markdown")
    assert config.limits == Limits(depth=8)
    run = config.run
    assert (run.branch, run.batch_size, run.by, run.trailers, run.author) == (
        "style", 7, "rule", ("Agent: x",), "A <a@b>",
    )  # fmt: skip


def test_overrides_hold_for_their_paths_the_later_above_the_earlier() -> None:
    text = b"""
[rules.list-indent]
indent = 2
[[overrides]]
paths = ["inbox/**"]
ignore = ["quotes"]
rules.list-indent.indent = 4
[[overrides]]
paths = ["inbox/raw/**"]
select = ["quotes"]
[[overrides]]
paths = ["*.txt.md"]
extend-select = ["trailing-space"]
"""
    config = parse_config(text, "reweave.toml")
    assert _writing(config, "inbox/a.md") == ["list-indent"]
    assert _indents(config, "inbox/a.md") == [ListIndentOptions(4)]
    assert _writing(config, "inbox/raw/a.md") == ["quotes"]
    assert _indents(config, "a.md") == [ListIndentOptions(2)]
    assert _writing(config, "x/a.txt.md") == ["list-indent", "quotes", "trailing-space"]
    assert config.rules_for("a.md") is config.rules_for("b.md")


def _writing(config: Config, path: str) -> list[str]:
    return [rule.name for rule in config.rules_for(path) if rule.safety is Safety.SAFE]


def _indents(config: Config, path: str) -> list[object]:
    return [rule.options for rule in config.rules_for(path) if isinstance(rule, ListIndent)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[rules.flow-lists]\nindent = 2\n[rules.list-indent]\nindent = 3\n", 4),
        ("select = []\n[[overrides]]\npaths = []\nselect = 3\n", 4),
        ("[limits]\n# depth = 3\nkeys = 1\ndepth = 0\n", 4),
        ("rules.list-indent.indent = 3\n", 1),
        ("rules = {list-indent = {indent = 3}}\n", 1),
        ("ignore = [\n  'quotes',\n  'qotes',\n]\n", 3),
    ],
)
def test_the_line_is_the_one_of_the_key_in_its_own_table(text: str, line: int) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(text.encode(), "reweave.toml")
    assert caught.value.line == line


def find_config(folder: Path, top: Path) -> Path | None:
    located = locate_config(str(folder), str(top))
    return None if located is None else Path(located[0])


def test_the_nearest_file_is_found_upward(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_config(below, tmp_path) is None
    (tmp_path / "reweave.toml").write_text("")
    assert find_config(below, tmp_path) == tmp_path / "reweave.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(below, tmp_path) == tmp_path / "reweave.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.reweave]\n")
    assert find_config(below, tmp_path) == tmp_path / "a" / "pyproject.toml"
    (tmp_path / "a" / "reweave.toml").write_text("")
    assert find_config(below, tmp_path) == tmp_path / "a" / "reweave.toml"
    assert find_config(below, below) is None


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReweaveError, match="not a regular file"):
        load_config(tmp_path)


@pytest.mark.parametrize("name", sorted(set(all_rules()) - {"schema"}))  # it has tables of its own
def test_every_rule_takes_its_options_from_a_file(name: str) -> None:
    parse_config(f'select = ["{name}"]\n[rules.{name}]\n'.encode(), "reweave.toml").rules_for("a.md")
    with pytest.raises(ReweaveError, match=rf"reweave.toml:2: unknown key 'no-such-key' in \[rules.{name}\]"):
        parse_config(f"[rules.{name}]\nno-such-key = 1\n".encode(), "reweave.toml")


def test_a_byte_order_mark_is_read_over() -> None:
    assert parse_config(b'\xef\xbb\xbfexclude = ["a"]\n', "reweave.toml").exclude == ("a",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = " + "[" * 5000, "invalid TOML: nested too deeply"),
        ("x = " + "{a=" * 5000, "invalid TOML: nested too deeply"),
        ("x = " + "9" * 5000, "invalid TOML: a number has too many digits"),
        ("[limits]\ndepth = 0x" + "f" * 5000, "for limits.depth; expected a positive integer"),
        ("[run]\nmax-minutes = 0x" + "f" * 5000, "for run.max-minutes; expected a number, 0 or more"),
        ("[run]\nbranch" + ".a" * 5000 + " = 1", "for run.branch; expected a string"),
        ("[run]\ntrailers = [{a" + ".a" * 5000 + " = 1}]", "for run.trailers; expected a list of strings"),
        ("[rules" + ".a" * 5000 + "]", "unknown rule 'a'"),
        ("tool = 'x'\n", "unknown key 'tool'"),
    ],
)
def test_no_file_is_too_strange_for_a_message(text: str, message: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(text.encode(), "reweave.toml")
    assert message in str(caught.value) and len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[run]\nbranch = "a..b"', "reweave.toml:2: 'a..b' is not a valid branch name"),
        ('[run]\nbranch = "refs/heads/night"', "reweave.toml:2: 'refs/heads/night' is a full ref name; use 'night'"),
        ('[run]\nbranch = ""', "reweave.toml:2: '' is not a valid branch name"),
        ('[run]\nauthor = "Robot"', "reweave.toml:2: invalid author 'Robot': expected 'Name <email>'"),
        ('[run]\n\ntrailers = ["ok: x", "no"]', "reweave.toml:3: invalid trailer 'no': expected 'Key: value'"),
        (
            '[run]\ntrailers = ["Reweave-Run: x"]',
            "reweave.toml:2: invalid trailer 'Reweave-Run: x': this key is reserved",
        ),
        ('include = ["[abc"]', "reweave.toml:1: invalid path pattern '[abc'; close the '['"),
        ('exclude = ["a/[!b"]', "reweave.toml:1: invalid path pattern '[!b'; close the '['"),
        ('[code]\nexclude = ["[z-a]"]', "reweave.toml:2: invalid path pattern '[z-a]'"),
        ('[[overrides]]\npaths = ["x["]', "reweave.toml:2: invalid path pattern 'x['"),
    ],
)
def test_what_would_fail_every_night_is_refused_when_it_is_read(text: str, message: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(text.encode(), "reweave.toml")
    assert str(caught.value).startswith(message)


def test_the_names_of_rules_are_known_without_loading_them() -> None:
    assert rule_names() == all_rules().keys()


@pytest.mark.parametrize("wanted", [">=0.0.1", ">0", "~=0.1", "!=9", ">=0.0.1,<99"])
def test_a_required_version_that_fits(wanted: str) -> None:
    parse_config(f'required-version = "{wanted}"\n'.encode(), "reweave.toml")
    parse_config(f'required-version = "=={__version__}"\n'.encode(), "reweave.toml")
    parse_config(f'required-version = "{__version__}"\n'.encode(), "reweave.toml")


def test_another_version_refuses_the_vault_before_it_reads_keys_that_it_does_not_know() -> None:
    with pytest.raises(ReweaveError) as caught:
        parse_config(b'# x\nrequired-version = ">=99"\nnew-key = 1\n', "reweave.toml")
    assert str(caught.value) == (
        f"reweave.toml:2: this vault needs reweave >=99, and this is {__version__}; "
        "install a version that fits, or change required-version"
    )
    assert caught.value.code == "required-version"


@pytest.mark.parametrize("wrong", ["latest", ">=", "", "1.2 or so"])
def test_a_required_version_that_is_none(wrong: str) -> None:
    with pytest.raises(ReweaveError, match="expected versions such as"):
        parse_config(f'required-version = "{wrong}"\n'.encode(), "reweave.toml")
