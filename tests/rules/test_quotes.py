import pytest

from tests.rules.run import fixed, problems

_NEEDED = """
[[x]]|x: y|2026-01-01|yes|12|012|0o14|1e3|~||null| a|a |- a|#a|a #b|*a|&a|!a|%a|@a|`a|? a|a:|{a}|=|<<|.inf|12:30:45
1_000|on|N|-|---x: |+1|.5|0b1|TRUE|Off|2026-01-01 10:00:00|>a|,a
"""


@pytest.mark.parametrize("text", [text for line in _NEEDED.strip("\n").split("\n") for text in line.split("|")])
def test_quotes_that_some_reader_needs_stay(text: str) -> None:
    assert problems("quotes", f'a:\n- "{text}"\n') == []


@pytest.mark.parametrize(
    "text", ["solar", "it's", 'say "so"', "a|supports|2026-03-28", "a:b", "a#b", "größer", "🌞", "日本"]
)
def test_quotes_that_no_reader_needs_go(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    assert fixed("quotes", f"a:\n- {quoted}\n") == f"a:\n- {text}\n"


@pytest.mark.parametrize("text", ["a, b", "a]", "[a", "a}", "a?", "{a"])
def test_a_flow_item_needs_quotes_where_a_block_item_does_not(text: str) -> None:
    assert problems("quotes", f'a: ["{text}"]\n') == []


@pytest.mark.parametrize("value", ["2026-01-01", "yes", "12", "~", "", "0x1f", "1:30", "!!str x", "|\n  x", "*x"])
@pytest.mark.parametrize("style", ["double", "single"])
def test_what_is_no_string_everywhere_is_never_given_quotes(value: str, style: str) -> None:
    text = f"&x a: {value}\n" if value == "*x" else f"a: {value}\n"
    assert problems("quotes", text if value != "*x" else "z: &x [1]\na: *x\n", values=style) == []


def test_values_and_keys_are_kept_by_default() -> None:
    assert problems("quotes", '"a": \'b\'\nc:\n- d: "e"\n') == []


def test_each_style_for_itself() -> None:
    text = "'k': \"v\"\nl:\n- 'i'\n"
    assert fixed("quotes", text, items="double", values="single", keys="minimal") == "k: 'v'\nl:\n- \"i\"\n"


def test_single_quotes_are_not_forced_on_what_only_an_escape_can_write() -> None:
    text = 'a: "\\t"\nb: "\\u2028"\nc: "x\\ny"\n'
    assert problems("quotes", text, values="single") == []


@pytest.mark.parametrize(
    ("before", "style", "after"),
    [
        ("a: 'back\\slash and \"quote\"'\n", "double", "a: 'back\\slash and \"quote\"'\n"),
        ('a: it\'s "so"\n', "double", "a: 'it''s \"so\"'\n"),
        ("a: it's \"\n", "double", 'a: "it\'s \\""\n'),
        ('a: it\'s "so"\n', "single", "a: 'it''s \"so\"'\n"),
        ('a: "it\'s"\n', "single", 'a: "it\'s"\n'),
        ("a: 'x'\n", "double", 'a: "x"\n'),
    ],
)
def test_the_quotes_that_need_fewer_escapes(before: str, style: str, after: str) -> None:
    assert fixed("quotes", before, values=style) == after


@pytest.mark.parametrize(
    "raw",
    ['"q\x85r"', "'q\u2028r'", "'q\u2029r'", '"foo/\\\n  bar"', '"wind \n  und Wetter"', "'ветер\t\n  и'",
     "'a  \r\n  b'", '"a \n\n  b"', "'\xa0 \n  b'", "'it''s \n  a \n  b'"],
)  # fmt: skip
@pytest.mark.parametrize("style", ["minimal", "double", "single"])
def test_what_readers_fold_differently_keeps_its_quotes(raw: str, style: str) -> None:
    assert fixed("quotes", f"a:\n- {raw}\n", items=style) == f"a:\n- {raw}\n"


@pytest.mark.parametrize(
    "text",
    ["k: [q\u2028, 'b']\n", "{q\u2029}#: 'v'\n", "k: q \x85\nl: 'b'\n", "k: [\u2028q, 'b']\n",
     "k:\n- q\t\u2028\n- 'b'\n", "q\u2028: 'b'\n", "k: {q \u2029: 'b'}\n", "k: 'q'\u2028\n"],
)  # fmt: skip
@pytest.mark.parametrize("style", ["minimal", "double", "single"])
def test_a_scalar_beside_what_ends_a_line_in_yaml_1_1_alone_is_left(text: str, style: str) -> None:
    place = text.index("q") - (text[text.index("q") - 1] == "'")
    line, column = text.count("\n", 0, place) + 2, place - text.rfind("\n", 0, place)
    assert (line, column) not in problems("quotes", text, items=style, values=style, keys=style)


@pytest.mark.parametrize("style", ["minimal", "double", "single"])
@pytest.mark.parametrize("text", ["'\xa0#q': v\n", "\xa0#q: v\n", '"\u3000\u2003# q": v\n', "\u202f#: v\n"])
def test_a_key_that_looks_like_a_comment_behind_a_space_of_any_kind_keeps_its_quotes(text: str, style: str) -> None:
    after = fixed("quotes", text, keys=style)
    assert (after[0] in "'\"") == (text[0] in "'\"")


def test_a_folded_line_without_white_space_at_its_end_is_joined() -> None:
    assert fixed("quotes", "a:\n- 'wind\n  \n  und'\n- \"a\n  b \"\n- 'c\r\n  d'\n") == (
        "a:\n- 'wind\n  \n  und'\n- \"a\n  b \"\n- c d\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "k: &anchor?a,b\n",
        "k:\n- &b?c\n",
        "k: [&a?b]\n",
        "&k?x: 1\n",
        "k: &a,b\n",
        "k: &a:b\n",
        "k: &a%\n",
        "k: &\u00e9?x\n",
    ],
)
@pytest.mark.parametrize("style", ["minimal", "double", "single"])
def test_where_no_reader_knows_where_an_anchor_ends_nothing_is_quoted(text: str, style: str) -> None:
    assert problems("quotes", text, items=style, values=style) == []


def test_an_anchor_stays_and_a_tag_is_left() -> None:
    assert fixed("quotes", 'a:\n- &x "b"\n- !!str "c"\n- ! "d"\n- *x\n') == 'a:\n- &x b\n- !!str "c"\n- ! "d"\n- *x\n'


def test_json_like_pairs_keep_the_quotes_that_make_them_pairs() -> None:
    assert problems("quotes", 'a: {"b":"c"}\n', values="minimal", keys="minimal") == []


@pytest.mark.parametrize("style", ["minimal", "double", "single"])
def test_quotes_that_touch_a_question_mark_stay(style: str) -> None:
    for text in ('k: {?"}, ü": v}\n', "k: {?'c': d}\n", 'k: [?"a": b]\n'):
        assert (
            fixed("quotes", text, items=style, values="keep", keys=style).replace("'k'", "k").replace('"k"', "k")
            == text
        )


def test_a_folded_string_becomes_one_line() -> None:
    assert fixed("quotes", 'a:\n- "x\n  y"\n') == "a:\n- x y\n"


def test_a_long_key_keeps_its_quotes() -> None:
    assert problems("quotes", f'"{"k" * 600}": 1\n', keys="minimal") == []


@pytest.mark.parametrize(
    "text",
    ["- [a\t, b\t]\n", "- [\ta \t,\tb]\n", "- {a\t: b}\n", "----a: b\n", "?a: b\n"],
)
@pytest.mark.parametrize("style", ["minimal", "double", "single"])
def test_what_some_reader_takes_for_something_else_in_quotes_is_left(text: str, style: str) -> None:
    assert fixed("quotes", text, items=style, keys=style) == text


@pytest.mark.parametrize("text", ['- "\u3000"\n', "- '\xa0'\n", 'k: ["a"\t, "b"\t]\n', "k:\t'a'\n"])
def test_quotes_that_some_reader_needs_are_kept(text: str) -> None:
    assert fixed("quotes", text, items="minimal", values="minimal") == text
