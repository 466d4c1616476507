"""Where code is."""

import pytest

from reweave.vault.code_spans import CodeSpans, fenced, indented


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\n```\nx\n```\nb", ["```\nx\n```"]),
        ("~~~ py\nx\n```\n~~~~\nb", ["~~~ py\nx\n```\n~~~~"]),
        ("```\nx\n``\ny", ["```\nx\n``\ny"]),
        ("- a\n  ```\n  x\n  ```\n", ["  ```\n  x\n  ```"]),
        ("> ```\n> x\n> ```\nb", ["> ```\n> x\n> ```"]),
        ("1. ```\n   x\n   ```\n", ["1. ```\n   x\n   ```"]),
        ("``` a`b\nx", []),
        ("```\nx\n``` not an end\n```\ny", ["```\nx\n``` not an end\n```"]),
        ("no code", []),
    ],
)
def test_fenced(text: str, code: list[str]) -> None:
    assert [text[low:high] for low, high in fenced(text)] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\n\n    x\n    y\n\nb", ["    x\n", "    y\n"]),
        ("a\n    continued", []),
        ("- a\n\n    in the item", []),
        ("- a\n\nb\n\n\tx", ["\tx"]),
        ("1. a\n    - b\n", []),
        ("    at once", ["    at once"]),
        ("- a\n\n      code\n", ["      code\n"]),
        ("10. a\n\n      in the item\n\n        code\n", ["        code\n"]),
        ("- a\n  - b\n\n        code\n\n      text\n", ["        code\n"]),
        ("- a\n      continued\n", []),
        ("-     code\n", ["    code\n"]),
        ("# h\n    code\n", ["    code\n"]),
        ("- a\n\n\tin the item\n\n\t\tcode\n", ["\t\tcode\n"]),
        ("- ```\n  x\n  ```\n\n  a\n", []),
        ("x\n2. y\n\n    code\n", ["    code\n"]),
        ("#tag\n    - a\n        - b\n          - c\n", []),
        ("-\n\n    code\n", ["    code\n"]),
    ],
)
def test_indented(text: str, code: list[str]) -> None:
    assert [text[low:high] for low, high in indented(text)] == code


def test_a_code_span_ends_at_a_run_of_its_own_length() -> None:
    text = "``a ` b`` c`"
    assert CodeSpans(text).end(2, 2, len(text)) == 9
    assert CodeSpans(text).end(5, 1, len(text)) == 12
    assert CodeSpans(text).end(5, 1, 8) is None
