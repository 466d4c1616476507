import pytest

from reweave.weave.rank.evidence.lexical import anchors, text_similarity, titles
from reweave.weave.rank.index import Index
from reweave.weave.rank.vocabulary import Floats
from tests.weave.rank.vaults import every, hidden, index_of

CLAIM = "---\ntype: claim\n---\n"


def of(index: Index, values: Floats) -> dict[str, float]:
    return {index.note(claim).record.stem: float(value) for claim, value in enumerate(values)}


def test_a_sentence_alike_counts_where_the_whole_text_is_about_other_things() -> None:
    index = index_of(
        asked=CLAIM + "Copper mining grows. Solar storage pays.\nTomato soil compost frost.",
        sentence=CLAIM + "solar storage pays",
        words=CLAIM + "copper solar soil",
        other=CLAIM + "violin tempo chord",
    )
    scores = of(index, text_similarity(hidden(index, "asked"), every(index))["sentence"])
    assert scores["sentence"] > scores["words"] > scores["other"] == 0.0


def test_titles_that_the_text_covers() -> None:
    index = index_of(
        **{
            "asked": CLAIM + "solar storage pays where copper is cheap",
            "copper storage": CLAIM + "x",
            "copper violins": CLAIM + "x",
            "tempo": CLAIM + "asked",
        }
    )
    scores = {name: of(index, values) for name, values in titles(hidden(index, "asked"), every(index)).items()}
    assert scores["title_covered"]["copper storage"] == pytest.approx(1.0)
    assert 0.0 < scores["title_covered"]["copper violins"] < 1.0
    assert scores["title_covered"]["tempo"] == 0.0
    assert scores["covers_title"]["tempo"] > 0.0 == scores["covers_title"]["copper storage"]


def test_what_others_write_around_their_links_describes_the_target() -> None:
    index = index_of(
        asked=CLAIM + "solar storage pays",
        linker=CLAIM + "on storage that pays see [[target]]\n\nviolins: [[other]]",
        target=CLAIM + "x",
        other=CLAIM + "x",
    )
    scores = of(index, anchors(hidden(index, "asked"), every(index))["anchor_best"])
    assert scores["target"] > 0.0 == scores["other"]
