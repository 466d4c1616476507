"""JavaScript and TypeScript, as people write them."""

import pytest

from reweave.code.file_check import CheckedFile, check_file
from reweave.code.registry import code_rules
from reweave.code.settings import Settings

pytest.importorskip("tree_sitter")
pytest.importorskip("tree_sitter_typescript")

QUOTED = "value between quotes is not escaped"
PLAIN = "value is written without quotes"
LIST = "items between brackets are not escaped"


def _check(source: str, path: str = "a.ts") -> CheckedFile:
    rules = list(code_rules().values())
    return check_file((path, source.encode()), rules=rules, settings=Settings(), fix=False, unsafe=False)


def _found(source: str, path: str = "a.ts") -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in _check(source, path).findings]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('const n = (t) => `---\ntitle: "${t}"\n---\n`;', [(2, QUOTED)]),
        ("const n = (t) => '---\\ntitle: ' + t + '\\n---\\n';", [(1, PLAIN)]),
        (
            "function n(t) {\n  const l = ['---'];\n  l.push(`title: '${t}'`);\n  l.push('---');\n"
            "  return l.join('\\n');\n}",
            [(3, QUOTED)],
        ),
        (
            "function n(p) {\n  let s = '---\\n';\n  s += `name: ${p.name}\\n`;\n  s += '---\\n';\n  return s;\n}",
            [(3, PLAIN)],
        ),
        ("const n = (t) => ['---', `tags: [${t.join(', ')}]`, '---'].join('\\n');", [(1, LIST)]),
        ("const n = (t) => `---\naliases:\n${t.map((a) => `  - ${a}`).join('\\n')}\n---`;", [(3, PLAIN)]),
        ("const n = (t) => dedent`\n---\ntitle: ${t}\n---\n`;", [(3, PLAIN)]),
        ('class E {\n  head(f) {\n    return `---\\nup: "[[${f.basename}]]"\\n---\\n`;\n  }\n}', [(3, QUOTED)]),
        ("async function n(a) {\n  const t = await title(a);\n  return `---\ntitle: ${t}\n---`;\n}", [(4, PLAIN)]),
        (
            "const n = (m) => {\n  const fm = Object.entries(m)\n    .map(([k, v]) => `${k}: ${v}`).join('\\n');\n"
            "  return `---\\n${fm}\\n---\\n`;\n};",
            [(3, PLAIN)],
        ),
        (
            "const n = (m) => ['---', ...m.keys.map((k) => {\n  if (k === 'date') return `date: ${iso(k)}`;\n"
            "  return `${k}: ${m[k]}`;\n}), '---'].join('\\n');",
            [(3, PLAIN)],
        ),
        (
            "class T {\n  tags() { return 'tags: [' + this.tag + ']\\n'; }\n"
            "  head() {\n    return '---\\n' + this.tags() + '---\\n';\n  }\n}",
            [(2, LIST)],
        ),
        (
            "const T = '---\\ntitle: \"{{title}}\"\\n---\\n';\nconst n = (p) => T.replace('{{title}}', p.title);",
            [(2, QUOTED)],
        ),
        (
            "function n(p) {\n  const out = [];\n  const line = (s) => out.push(s);\n  line('---');\n"
            "  line(`title: ${p.title}`);\n  line('---');\n  return out.join('\\n');\n}",
            [(5, PLAIN)],
        ),
        (
            "class W {\n  add(k, v) { this.rows.push(`${k}: \"${v}\"`); }\n  note(n) {\n    this.rows.push('---');\n"
            "    this.add('title', n.title);\n    this.rows.push('---');\n    return this.rows.join('\\n');\n  }\n}",
            [(2, QUOTED)],
        ),
        ("const n = (t) => util.format('---\\ntitle: %s\\n---\\n', t);", [(1, PLAIN)]),
        ("out.write('---\\n'); out.write(`title: ${title}\\n`); out.write('---\\n');", [(1, PLAIN)]),
    ],
)
def test_values_that_nothing_escapes_are_found(source: str, found: list[tuple[int, str]]) -> None:
    assert _found(source) == found
    assert _found(source, "b.mjs") == found
    assert all(one.rule == "RW601" and one.suggestion for one in _check(source).findings)


@pytest.mark.parametrize(
    "source",
    [
        "const n = (t) => `---\ntitle: ${JSON.stringify(t)}\n---`;",
        "const n = (m) => `---\n${Object.entries(m).map(([k, v]) => `${k}: ${JSON.stringify(v)}`).join('\\n')}\n---`;",
        "const q = (t) => f(t);\nconst f = (t) => q(t) + f(t);\nconst n = (t) => q(t) + '\\n---\\na: b\\n---\\n';",
        "function add(l, s) { l.push(s); }\nfunction n(r) { const l = ['# R', '---', `N: ${r}`, '---']; add(l, r); }",
        "const n = (t: number) => `---\ncount: ${t}\nweight: ${t + 1}\n---`;",
        "const n = (t) => `---\ntitle: \"${t.replace(/\\\\/g, '\\\\\\\\').replace(/\"/g, '\\\\\"')}\"\n---`;",
        "const n = (t) => `---\ntitle: '${t.replace(/'/g, \"''\")}'\n---`;",
        "const n = (t) => `---\ncreated: ${new Date().toISOString()}\ndate: ${day}\n---`;",
        "const n = (o) => `---\\n${yaml.dump(o)}---\\n${o.body}`;",
        "const n = (t) => `---\ntitle: ${escapeYaml(t)}\nslug: ${slugify(t)}\n---`;",
        "const n = (t) => `${t}\n---\n${t}\n---\n`;",
        "const n = (l) => `---\ntags: [${l.map((t) => JSON.stringify(t)).join(', ')}]\n---`;",
        "const n = (t) => `---\nurl: https://x.example/${t}\n---`;",
        "console.log('---'); console.log('total: ' + n); console.log('---');",
        "const broken = `---\ntitle: ${`; (((",
    ],
)
def test_what_is_right_or_something_else_is_left(source: str) -> None:
    assert _found(source) == []


def test_positions_count_characters_and_code_in_tsx_is_read() -> None:
    source = "const ü = () => <b>é</b>;\nconst n = (t: string) => `---\\nté: '${t}'\\n---`;"
    (one,) = _check(source, "a.tsx").findings
    assert (one.line, one.column) == (2, source.split("\n")[1].index("${") + 3)


def test_deep_nesting_ends_in_one_line() -> None:
    source = "x = `---\n" + "`${" * 3000 + "}`" * 3000
    checked = _check(source)
    assert checked.outcome in ("unreadable", "unchanged")
