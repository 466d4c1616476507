"""Reading unit files by the rules of systemd.syntax(7), independently of what writes them."""

import re
from pathlib import Path

_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "s": " "}


def read_unit(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the settings by section; anything that is no comment, section or setting is an error."""
    sections: dict[str, list[tuple[str, str]]] = {}
    current = None
    for line in path.read_text().split("\n"):
        if not line or line[0] in "#;":
            continue
        assert not line.endswith("\\"), "a line that goes on"
        if match := re.fullmatch(r"\[([A-Z][A-Za-z]+)\]", line):
            current = sections.setdefault(match[1], [])
            continue
        match = re.fullmatch(r"([A-Z][A-Za-z]*)=(.*)", line)
        assert match is not None and current is not None, line
        current.append((match[1], match[2]))
    return sections


def words(value: str, *, variables: bool = False) -> list[str]:
    """Return the words of a value: unquoted, with `%%` as one; with `variables` also `$$`, but not in the first."""
    found: list[str] = []
    place = 0
    for match in re.finditer(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"\\]+))(?=\s|$)', value):
        assert match.start() == place, value
        place = match.end()
        word = match[2] if match[1] is None else re.sub(r"\\(.)", lambda one: _ESCAPES[one[1]], match[1])
        assert not re.search(r"(?<!%)(?:%%)*%(?!%)", word), "a specifier"
        word = word.replace("%%", "%")
        if variables and found:
            assert not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", word), "a variable"
            word = word.replace("$$", "$")
        found.append(word)
    assert not value[place:].strip(), value
    return found
