"""What is around a name in a text."""

import pytest

from reweave.weave.mention_context import is_set_off


@pytest.mark.parametrize(
    ("line", "set_off"),
    [
        ("## Install virtual memory", True),
        ("# On virtual memory", True),
        ("## virtual memory", False),
        ("see [virtual memory](https://example.org)", True),
        ('- ["virtual memory"](https://example.org)', True),
        ("- _[**virtual memory**](https://example.org)_", True),
        ("[virtual memory] and (this)", False),
        ("[on virtual memory](https://example.org)", False),
        ("- virtual memory", False),
    ],
)
def test_headings_and_the_words_of_links(line: str, set_off: bool) -> None:
    body = f"# Text\n\n{line}\n\n## More\n"
    start = body.index("virtual memory")
    assert is_set_off(body, start, start + len("virtual memory")) is set_off
    assert is_set_off(body[: body.index("\n\n## More")], start, start + len("virtual memory")) is set_off
