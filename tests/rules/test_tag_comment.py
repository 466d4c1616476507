import pytest

from tests.rules.run import problems


def test_a_tag_in_place_of_a_value_is_reported() -> None:
    assert problems("tag-comment", "tags: #foo\nx:\n- #bar\n- a\n") == [(2, 7), (4, 3)]


def test_comments_are_left() -> None:
    assert problems("tag-comment", "tags: # foo\nx: #y\n- a\n- b #c\n#d\nz: '#e'\n") == []


@pytest.mark.parametrize("comment", ["#a", "#größe", "#能源/風", "#a-b #c", "#a, #b", "#ff0000", "#a  "])
def test_tags(comment: str) -> None:
    assert problems("tag-comment", f"tags: {comment}\nx:\n- {comment}\n") == [(2, 7), (4, 3)]
    assert problems("tag-comment", f"tags: {comment}\r\nx:\r\n") == [(2, 7)]


@pytest.mark.parametrize(
    "comment", ["#true", "#42", "#/a", "#a.png", "#a and more", "#TODO", "##a", "#'a'", "#https://a.b"]
)
def test_values_that_were_commented_out_are_left(comment: str) -> None:
    assert problems("tag-comment", f"tags: {comment}\nx:\n- {comment}\n") == []
