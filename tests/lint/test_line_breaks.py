"""U+0085, U+2028 and U+2029 end a line in YAML 1.1 and none in YAML 1.2: a note that has them is read as it was."""

import yaml
import yaml12
from hypothesis import given
from hypothesis import strategies as st

import reweave

_WORD = st.text(alphabet="ab \x85\u2028\u2029", min_size=1, max_size=4).map("x{}y".format)
_SCALAR = st.one_of(_WORD, _WORD.map('"{}"'.format), _WORD.map("'{}'".format), st.just("'z'"))


def _yaml_1_1(text: str) -> object:
    """Return the data; `None` where the text is refused: a line may be indented too little to belong to its scalar."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


@given(_SCALAR, st.lists(_SCALAR, max_size=3))
def test_both_versions_read_the_same_before_and_after(value: str, items: list[str]) -> None:
    text = f"a: {value}\nb:\n  - 'c'\n" + "".join(f"  - {item}\n" for item in items)
    after = reweave.fix({"n.md": f"---\n{text}---\n".encode()})["n.md"].decode()
    if after == f"---\n{text}---\n":
        return
    fixed = after.removeprefix("---\n").removesuffix("---\n")
    assert yaml12.parse_yaml(fixed) == yaml12.parse_yaml(text)
    assert _yaml_1_1(text) in (None, _yaml_1_1(fixed))


def test_the_rest_of_the_note_is_fixed() -> None:
    before = 'a: "x\x85y"\nb:\n  - "c"\n  - \'d\u2028e\'\n'
    after = reweave.fix({"n.md": f"---\n{before}---\n".encode()})["n.md"].decode()
    assert after == "---\na: \"x\x85y\"\nb:\n- c\n- 'd\u2028e'\n---\n"
