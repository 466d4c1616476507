from tests.rules.run import problems


def test_a_tag_in_place_of_a_value_is_reported() -> None:
    assert problems("tag-comment", "tags: #foo\nx:\n- #bar\n- a\n") == [(2, 7), (4, 3)]


def test_comments_are_left() -> None:
    assert problems("tag-comment", "tags: # foo\nx: #y\n- a\n- b #c\n#d\nz: '#e'\n") == []
