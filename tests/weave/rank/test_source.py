from reweave.weave.rank.features import raw_scores
from tests.weave.rank.vaults import hidden, index_of

CLAIM = "---\ntype: claim\n---\n"
TEXT = "solar panels need storage. storage needs copper"


def notes(**more: str) -> dict[str, str]:
    others = {f"other{number}": f"{CLAIM}storage with copper and salt {number}" for number in range(4)}
    return {**others, **{name: CLAIM + text for name, text in more.items()}}


def evidence(linked: dict[str, str], *, orphan: bool) -> dict[str, list[float]]:
    index = index_of(**notes(**linked))
    source = hidden(index, "asked", orphan=orphan)
    pool = source.similarity.argsort(kind="stable")
    return {name: values[pool.argsort()].tolist() for name, values in raw_scores(source, pool).items()}


def test_what_a_source_links_leaves_no_trace() -> None:
    one, other = (evidence({"asked": f"{TEXT}\n- [[{name}]]\n"}, orphan=False) for name in ("other1", "other2"))
    assert one == other


def test_what_links_an_orphan_leaves_no_trace_either() -> None:
    found = []
    for name in ("first", "second"):
        linking = {
            one: f"copper salt mine\n- [[{'asked' if one == name else 'other1'}]]" for one in ("first", "second")
        }
        scores = evidence({"asked": TEXT, **linking}, orphan=True)
        found.append({key: sorted(values) for key, values in scores.items()})
    assert found[0] == found[1]


def test_notes_that_link_both_speak_for_a_link_unless_the_source_is_an_orphan() -> None:
    linked = {"asked": TEXT, "third": "- [[asked]]\n- [[other3]]"}
    assert max(evidence(linked, orphan=False)["cocited"]) > 0 and max(evidence(linked, orphan=True)["cocited"]) == 0


def test_names_of_linked_notes_are_hidden_and_words_that_hold_them_are_not() -> None:
    index = index_of(
        **{
            "asked": CLAIM + "Grid Power pays; gridlock and the power stay. [[grid power]] [[grid]]",
            "grid power": CLAIM,
            "grid": CLAIM,
            "other": CLAIM + "grid power gridlock pays stay",
        }
    )
    source = hidden(index, "asked")
    names = index.vocabulary.names()
    kept = {names[term - index.vocabulary.buckets] for term in source.terms.tolist() if index.vocabulary.is_word(term)}
    assert kept == {"asked", "pay", "gridlock", "power", "stay"}


def test_a_source_is_not_like_itself() -> None:
    index = index_of(**notes(asked=TEXT))
    source = hidden(index, "asked")
    assert source.similarity[source.claim] == 0.0 and source.similarity.max() > 0.0
