"""Writers put together at random: what they write for benign input is the same before and after they are fixed."""

import datetime
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.code.engine import fix_module, read_module
from reweave.code.registry import code_rules
from reweave.code.settings import Settings

RULES = list(code_rules().values())
VALUES = (
    "title",
    "title.strip()",
    "title or 'Untitled'",
    "title or 'null'",
    "title if title else '~'",
    "str(title)",
    "post.get('title', '')",
    "title.replace('x', 'y')",
    "len(tags)",
    "str(len(tags))",
    "f''",
    "f'[{title}]'",
    "title + ''",
    "len(tags) or title",
    "flag",
    "str(flag).lower()",
    "'true' if flag else 'false'",
    "day.isoformat()",
    "day",
    "day.strftime('%Y-%m-%d') if day else title",
    "json.dumps(tags)",
    "json.dumps(title) if title else title",
    "json.dumps(tags) if isinstance(tags, list) else title",
    "tags",
    "', '.join(tags)",
    "', '.join(tags) if tags else ''",
    "', '.join(f'\"{tag}\"' for tag in tags)",
    "'[' + ', '.join(tags) + ']'",
    "'\"' + title + '\"'",
    "f'\"{title}\"' if title else '\"\"'",
    "f'{title} and more'",
    "yaml.dump(title, default_style='\"').strip()",
)
LINES = (
    'key: "{}"',
    "key: '{}'",
    "key: {}",
    "key: [{}]",
    "key: [[{}]]",
    'key: "[[{}]]"',
    "key:\n  - {}",
    'key:\n  - "{}"',
)
HEAD = "import json\n\nimport yaml\n\n\ndef write(post):\n"
POST = '    title, tags, flag, day = post["title"], post["tags"], post["flag"], post["day"]\n'


def _fstrings(lines: list[tuple[str, str]]) -> str:
    made = "".join(f"    lines.append(f'''{line.format('{' + value + '}')}\n'''.rstrip())\n" for line, value in lines)
    return f'    lines = ["---"]\n{made}    lines.append("---")\n    return "\\n".join(lines)\n'


def _one_template(lines: list[tuple[str, str]]) -> str:
    inner = "\n".join(line.format("{" + value + "}") for line, value in lines)
    return f"    return f'''---\n{inner}\n---\n'''\n"


def _percent(lines: list[tuple[str, str]]) -> str:
    made = "".join(f"    text += '''{line.format('%s')}\n''' % ({value},)\n" for line, value in lines)
    return f'    text = "---\\n"\n{made}    return text + "---\\n"\n'


def _format(lines: list[tuple[str, str]]) -> str:
    made = "".join(f"    out.append('''{line.format('{}')}\n'''.format({value}).rstrip())\n" for line, value in lines)
    return f'    out = ["---"]\n{made}    return "\\n".join([*out, "---"])\n'


def _plus(lines: list[tuple[str, str]]) -> str:
    made = ""
    for line, value in lines:
        before, after = line.split("{}")
        quote = '"""' if before.endswith("'") else "'''"
        made += f"    text += {quote}{before}{quote} + str({value}) + {quote}{after}\n{quote}\n"
    return f'    text = "---\\n"\n{made}    text += "---\\n"\n    return text\n'


SHAPES = (_fstrings, _one_template, _percent, _format, _plus)


def _run(source: str, post: dict[str, Any]) -> str:
    names: dict[str, Any] = {}
    exec(compile(source, "writer.py", "exec"), names)  # this project's own
    return str(names["write"](post))


def _data(text: str) -> Any:
    return yaml.safe_load(text.removeprefix("---\n").rpartition("---")[0])


def _fixed(source: str, *, unsafe: bool) -> str:
    module = read_module("writer.py", source.encode(), Settings(indent=None))
    return fix_module(module, RULES, unsafe=unsafe).module.source.data.decode()


def _is_meant(before: Any, after: Any) -> bool:
    """Return whether data is the same, but for wiki links and empty texts, which were read as something else."""
    if before is None and after == "":
        return True
    if isinstance(before, list) and len(before) == 1 and isinstance(before[0], list) and isinstance(after, str):
        return after == f"[[{', '.join(map(str, before[0]))}]]"
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return all(map(_is_meant, before, after))
    return bool(before == after)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SHAPES),
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(VALUES), st.booleans()), min_size=1, max_size=3),
    st.sampled_from(["solar is cheap", "grid"]),
    st.lists(st.sampled_from(["wind", "solar power"]), max_size=2, unique=True),
    st.booleans(),
)
def test_benign_input_is_written_alike(
    shape: Any, lines: list[tuple[str, str, bool]], title: str, tags: list[str], flag: bool
) -> None:
    post = {"title": title, "tags": tags, "flag": flag, "day": datetime.date(2026, 3, 28)}
    kept = "".join(f"    v{number} = {value}\n" for number, (_, value, named) in enumerate(lines) if named)
    given_lines = [
        (line.replace("key", f"k{number}"), f"v{number}" if named else value)
        for number, (line, value, named) in enumerate(lines)
    ]
    source = HEAD + POST + kept + shape(given_lines)
    before = _run(source, post)
    try:
        data = _data(before)
    except yaml.YAMLError:
        return
    safe, unsafe = (_fixed(source, unsafe=unsafe) for unsafe in (False, True))
    assert _run(safe, post) == before
    after = _data(_run(unsafe, post))
    assert after.keys() == data.keys()
    for key, value in data.items():
        assert _is_meant(value, after[key]), (source, unsafe, value, after[key])
