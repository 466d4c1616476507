from tests.rules.run import problems


def test_a_link_without_quotes_is_reported() -> None:
    assert problems("bare-link", "up: [[x]]\nt:\n- [[y|z]] # c\nn: {k: [[a b]]}\n") == [(2, 5), (4, 3), (5, 8)]


def test_lists_and_quoted_links_are_left() -> None:
    assert problems("bare-link", "a: [[x], [y]]\nb: [[x, y]]\nc: '[[x]]'\nd: [x]\ne: [ [x] ]\nf: [['x']\n ]\n") == []
