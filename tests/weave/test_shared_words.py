"""The words that are shown as a reason: those of both notes' prose, as they are written."""

import pytest

from reweave.vault.vault import Vault
from reweave.weave.candidate import Candidate, View
from reweave.weave.shared_words import in_words


def shown(source: str, target: str, *terms: str) -> tuple[str, ...]:
    """Return what is shown of terms that two notes share, the most telling first."""
    vault = Vault.read([("a.md", source.encode()), ("b.md", target.encode())])
    one = Candidate(0, 1, 0.9, View(1.0, 1, 1, 0.0), 0.2, 3, {}, terms, ())
    return in_words(vault, one).shared_terms


BOTH = "Compost feeds worms.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Code: `worms_sleep(rest)`.",
        "```python\nsleep = rest\n```",
        "~~~\nsleep rest\n~~~",
        "Text.\n\n    sleep = rest\n",
        "The formula $\\sleep + rest$ holds.",
        "$$\n\\frac{sleep}{rest}\n$$",
        "So \\(sleep\\) and \\[rest\\].",
        "\\begin{align*}\nsleep &= rest\n\\end{align*}",
        "\\sleep \\rest \\cite{sleep,rest}",
        "See https://sleep.org/rest?id=sleep and www.rest.org.",
        "[link](https://example.org/sleep/rest)",
        "![[sleep rest.png]]",
        "[[sleep rest|a note]]",
        "Text.[^sleep] More.[^rest]\n\n[^sleep]: rest",
        "\n[sleep]: https://rest.org\n",
        "Known since [@sleep2019; see @rest].",
        '<span class="sleep" style="rest">x</span>',
        "<!-- sleep and rest -->",
        "<style>sleep { rest: none }</style>",
        "{{sleep}} {% rest %} {: .sleep .rest}",
        "&sleep; &rest;",
        "Call sleep_rest, sleepRest and rest() in src/sleep/rest.py, sleep.rest, rest.sleep.",
        "Write to sleep@rest.org.",
    ],
)
def test_markup_is_no_prose(text: str) -> None:
    assert shown(BOTH + text, BOTH + text, "sleep", "rest", "worm") == ("worms",)


def test_what_one_note_has_in_its_code_alone_is_not_shared() -> None:
    assert shown("Worms sleep.", "Worms `sleep`.", "sleep", "worm") == ("worms",)


@pytest.mark.parametrize("term", ["2024", "002", "t1", "q0", "a1b2c3d4"])
def test_numbers_and_keys_are_no_reason(term: str) -> None:
    assert shown(f"Worms {term}", f"Worms {term}", term, "worm") == ("worms",)


@pytest.mark.parametrize("term", ["ipv4", "co2", "3nf", "mp3"])
def test_names_with_a_digit_are(term: str) -> None:
    assert shown(f"About {term}.", f"More on {term}.", term) == (term,)


@pytest.mark.parametrize(
    ("source", "target", "terms", "words"),
    [
        ("Der Teig wird mit Salz und Mehl geknetet.", "Der Teig wird nicht mit Hefe und Salz gebacken.",
         ("und", "der", "wird", "teig", "mit", "salz"), ("teig", "salz")),
        ("A massa do pão é feita com água e não com leite.", "O pão com água é uma massa de farinha.",
         ("com", "é", "massa", "do", "pão"), ("massa", "pão")),
        ("La pâte est faite avec de la farine et du sel.", "Le sel et la farine sont dans la pâte.",
         ("la", "et", "farine", "sel"), ("farine", "sel")),
        ("El pan se hace con harina y con la sal de mar.", "La harina para el pan es de trigo y no de maíz.",
         ("el", "de", "harina", "pan"), ("harina", "pan")),
        ("Il pane si fa con la farina e non con il riso.", "La farina del pane è di grano e non di riso.",
         ("la", "non", "farina", "riso"), ("farina", "riso")),
        ("Тесто и соль на столе, но не в печи.", "Соль и тесто не в печи, а на столе.", ("и", "не", "соль", "тесто"),
         ("соль", "тесто")),
        ("The car is red; see also the pool.", "A pool and a car, see below.", ("car", "see", "pool"), ("car", "pool")),
        ("I don't see why it doesn't rain.", "Rain didn't come; don't wait.", ("don", "rain"), ("rain",)),
        ("L'eau qu'elle boit est dans la mer.", "Lorsqu'il pleut, l'eau est sur la terre.", ("qu", "eau"), ("eau",)),
        ("They die young on the war front.", "Few die in war.", ("die", "war"), ("die", "war")),
    ],
)  # fmt: skip
def test_function_words_are_no_reason(source: str, target: str, terms: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert shown(source, target, *terms) == words


@pytest.mark.parametrize(
    ("source", "target", "terms", "words"),
    [
        ("味噌は大豆と米麹で作る。", "醤油は大豆に麹菌を加える。", ("大", "の", "豆"), ("大豆",)),
        ("タンパク質が多い。", "大豆のタンパク質を分解する。", ("タ", "質"), ("タンパク質",)),
        ("天然酵母を育てる。", "天然酵母は酸っぱい。", ("母", "酵", "天"), ("天然酵母",)),
        ("水を飲む。", "水が多い。", ("水",), ()),
        ("机器学习需要数据。", "数据决定机器学习的好坏。", ("器", "数"), ("机器学习", "数据")),
    ],
)
def test_one_character_is_hardly_a_word(
    source: str, target: str, terms: tuple[str, ...], words: tuple[str, ...]
) -> None:
    assert shown(source, target, *terms) == words


def test_words_are_as_the_source_has_them_each_once() -> None:
    assert shown("Species cost; Costs, species.", "One species, its cost.", "specy", "cost") == ("species", "cost")
    assert shown("Vetor, vetores.", "Vetores e vetor.", "vetore", "vetor") == ("vetores",)


def test_titles_and_descriptions_count_and_six_are_shown() -> None:
    words = "apple banana cherry damson elder feijoa guava"
    note = f"---\ntitle: {words}\ndescription: quince\n---\n"
    assert shown(note, note, "quince") == ("quince",)
    assert len(shown(note, note, *words.split())) == 6


@pytest.mark.parametrize("sign", ["\\[", "<!--", "\\begin{align}", "[[", "$$", "`", "<style>", "{{", "@_/", "&"])
def test_signs_that_are_never_closed(sign: str) -> None:
    text = f"worms {sign * 2_000}"
    assert shown(text, text, "worm") == ("worms",)
