import pytest

from reweave.note.note import Note
from tests.rules.run import problems, rule


def _messages(text: str) -> list[str]:
    return [found.message for found in rule("misread-key").propose(Note("n.md", f"---\n{text}---\n".encode()))]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('a: b\nt:"x: y"\n', (3, 1), '`t:"x` is read as the key; put a space after the colon of `t`'),
        ("t:[x]: y\n", (2, 1), "`t:[x]` is read as the key; put a space after the colon of `t`"),
        ("назв:«а: б»\n", (2, 1), "`назв:«а` is read as the key; put a space after the colon of `назв`"),
        ("up:: [[x]]\n", (2, 1), "`up::` is read as the key `up:`; end a key with one colon"),
        ("a:\n  b:: c\n", (3, 3), "`b::` is read as the key `b:`; end a key with one colon"),
        ("- a: b\n  tags::\n  - c\n", (3, 3), "`tags::` is read as the key `tags:`; end a key with one colon"),
        ("\u200btags: a\r\nb: c\r\n", (2, 1), "U+200B in the key `tags`; remove it"),
        ("\xa0title: a\n", (2, 1), "U+00A0 in the key `title`; remove it"),
        ("ti\u200dtle: a\n", (2, 1), "U+200D in the key `title`; remove it"),
        ("عنوان\u200c: a\n", (2, 1), "U+200C in the key `عنوان`; remove it"),
        ("t\xa0: a\n", (2, 1), "U+00A0 in the key `t`; remove it"),
        (
            "标题：风: x\n",
            (2, 1),
            "`标题：风` is read as the key; use `: ` in place of the full-width colon after `标题`",
        ),
    ],
)
def test_a_misread_key_is_reported(text: str, place: tuple[int, int], message: str) -> None:
    assert problems("misread-key", text) == [place]
    assert _messages(text) == [message]


@pytest.mark.parametrize(
    "text",
    ["og:title: x\n", "a:b:c: d\n", '"up:": x\n', "'t:\"x': y\n", "a: std::vector\n", 'a: b:"c"\n', 'm: {"a":"b"}\n',
     "m: {a:: b}\n", "{{x}}:: y\nz: {{q}}: r\n", "a: x：y\n", "a\xa0b: c\n", ":: x\n", ": x\n",
     "نیم\u200cفاصله: x\n", "क्\u200dष: x\n", "👩\u200d💻 b: x\n", "❤️\u200d🔥: x\n", "l:\n- a::b\n", "a: b\n",
     ""],
)  # fmt: skip
def test_other_keys_are_left(text: str) -> None:
    assert problems("misread-key", text) == []
