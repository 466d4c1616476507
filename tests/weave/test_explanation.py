"""What is explained is what the weave does, for every pair of a made vault."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.config.model import Config
from reweave.config.weave import WeaveConfig
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.declined import content_hash
from reweave.weave.explanation import Explainer
from reweave.weave.pipeline import WeaveOptions, weave_vault
from reweave.weave.rank import ranker
from reweave.weave.rank.model import shipped

DAY = date(2026, 3, 28)
TOPIC = (
    "Grid batteries shave evening peaks, so peaker plants that burn gas lose their hours and their owners close them."
)
CLAIM = "---\ntype: claim\n"
NOTES = {
    "batteries close gas plants.md": f"{CLAIM}---\n{TOPIC}\n",
    "gas plants close where batteries win.md": f"{CLAIM}---\nOwners of gas plants close peakers: batteries won.\n",
    "evening peaks fall to grid batteries.md": f"{CLAIM}---\nEvening peaks are shaved by batteries on the grid.\n",
    "copied words say the same.md": f"{CLAIM}---\n{TOPIC}\n",
    "storage gets cheaper each year.md": f"{CLAIM}supports: [batteries close gas plants]\n---\n"
    "- [[solar makes noon power free]] -- this supports the case for storage\n",
    "solar makes noon power free.md": f"{CLAIM}---\nNoon.\n\n- [[wind is never free]] -- challenges this claim\n",
    "wind is never free.md": f"{CLAIM}status: retired\n---\nAlso: [[storage gets cheaper each year]]\n",
    "markets price evenings badly.md": f"{CLAIM}---\nThis supports [[solar makes noon power free]].\n\n"
    "This rests on [[storage gets cheaper each year]].\n",
    "a/one title for two.md": f"{CLAIM}---\nThis contradicts [[storage gets cheaper each year]].\n",
    "b/one title for two.md": f"{CLAIM}---\nOther words about ships.\n",
    "broken.md": "---\ntitle: [unclosed\n---\n[[solar makes noon power free]]\n",
    "map.md": "---\ntype: map\n---\n[[solar makes noon power free]] [[wind is never free]]\n",
}


def made(**own: Any) -> tuple[Vault, Config]:
    config = Config(weave=WeaveConfig()._replace(**own))
    return Vault.read(((path, text.encode()) for path, text in NOTES.items()), config), config


@pytest.mark.parametrize("own", [{}, {"per_note": 1}, {"per_target": 1}])
@pytest.mark.parametrize("which", ["thin", "all"])
def test_it_never_disagrees_with_the_weave(
    own: dict[str, int], which: Literal["thin", "all"], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So small a vault makes no ranker sure.
    monkeypatch.setattr(ranker, "shipped", lambda: replace(shipped(), related_at=0.3))
    vault, config = made(**own)
    ends = "markets price evenings badly.md", "solar makes noon power free.md"
    said = [Declined(*ends, "supports", *_texts(vault, config, ends))]
    texts = _texts(vault, config, ends)
    taken = [Declined(ends[1], ends[0], "", texts[1], texts[0])]
    recent = frozenset({"gas plants close where batteries win.md"})
    options = WeaveOptions(DAY, which)
    result = weave_vault(vault, config, options, declined=(*said, *taken), recent=recent)
    explainer = Explainer(vault, config, options, by_file=said, by_history=taken, recent=recent)
    expected = {(one.edge.source, one.edge.target): one.edge.type for one in result.writable}
    assert {"depends_on", "related"} <= {*expected.values()} or own
    codes = set()
    for source in range(len(vault)):
        for target in range(len(vault)):
            found = explainer.explain(source, target)
            pair = vault.records[source].path, vault.records[target].path
            if pair in expected:
                assert found.conclusion == f"would be proposed as {expected[pair]}"
                assert found.asked.placement in result.writable
                assert found.asked.objections == ()
            else:
                assert found.conclusion.startswith("not proposed: ")
                assert found.asked.placement is None
                assert found.asked.objections
            assert (found.reverse.placement is not None) == (pair[::-1] in expected)
            if pair[::-1] in expected and pair not in expected:
                assert f"the reverse edge is proposed, as {expected[pair[::-1]]}" in found.conclusion
            codes |= {one.code for one in found.asked.objections}
    always = {
        "self",
        "held",
        "linked",
        "no-part",
        "retired",
        "declined",
        "duplicate",
        "unnamed",
        "unreadable",
        "cooling",
    }
    assert codes >= always
    assert codes >= {name.replace("_", "-") for name in own}


def _texts(vault: Vault, config: Config, ends: tuple[str, str]) -> tuple[str, str]:
    from reweave.note.note import Note
    from reweave.vault.edges import roles

    lists = roles(config.weave.types)
    source, target = (content_hash(Note(path, NOTES[path].encode(), config.limits), lists) for path in ends)
    return source, target


def test_a_target_that_does_not_rank_the_source_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    model = replace(shipped(), related_at=0.0, related_within=0)
    monkeypatch.setattr(ranker, "shipped", lambda: model)
    vault, config = made()
    ends = (vault.by_path["batteries close gas plants.md"], vault.by_path["gas plants close where batteries win.md"])
    asked = Explainer(vault, config, WeaveOptions(DAY)).explain(*ends).asked
    assert asked.placement is None and "one-sided" in [one.code for one in asked.objections]


def test_who_declined_and_what_is_there() -> None:
    vault, config = made()
    ends = "markets price evenings badly.md", "solar makes noon power free.md"
    said = Declined(*ends, "supports", *_texts(vault, config, ends))
    places = vault.by_path[ends[0]], vault.by_path[ends[1]]
    found = Explainer(vault, config, WeaveOptions(DAY), by_file=[said]).explain(*places)
    (declined,) = (one for one in found.asked.objections if one.code == "declined")
    assert declined.text == "declined or removed earlier (in .reweave/answers.jsonl)"
    assert [(one.path, one.line, one.field) for one in found.existing] == [(ends[0], 4, "")]
    assert (found.asked.stated.type, found.asked.stated.line) == ("supports", 4)
    found = Explainer(vault, config, WeaveOptions(DAY), by_history=[said]).explain(*places)
    (declined,) = (one for one in found.asked.objections if one.code == "declined")
    assert declined.text.endswith("(in the history)")
    held = vault.by_path["storage gets cheaper each year.md"], vault.by_path["batteries close gas plants.md"]
    found = Explainer(vault, config, WeaveOptions(DAY)).explain(*held)
    assert [(one.line, one.field, one.text) for one in found.existing] == [
        (3, "supports", "batteries close gas plants")
    ]
    assert "held" in {one.code for one in found.asked.objections}


WORDS = ["copper", "salt", "glass", "ferries", "orchards", "tides", "ledgers", "kilns", "looms", "canals"]
SAID = ["This supports [[{}]].", "This depends on [[{}]].", "See [[{}]].", "{}.", "- [[{}]] -- challenges this claim"]


def generated(seed: int) -> dict[str, bytes]:
    """Return short notes of a few subjects that link, mention and argue for one another; some are copies."""
    random = Random(seed)
    titles = [f"{' '.join(random.sample(WORDS, 3))} matter {number}" for number in range(random.randrange(6, 16))]
    notes = {}
    for title in titles:
        lines = [" ".join(random.choices(WORDS, k=random.randrange(3, 20)))]
        lines += [random.choice(SAID).format(random.choice(titles)) for _ in range(random.randrange(4))]
        note = "---\ntype: {}\n---\n{}\n".format(random.choice(["claim"] * 4 + ["map"]), "\n\n".join(lines)).encode()
        for folder in random.choices(["", "a/", "b/"], k=random.choice([1, 1, 1, 1, 1, 2])):
            notes[f"{folder}{title}.md"] = note
    return notes


@settings(max_examples=2, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    which=st.sampled_from(["thin", "all", "orphans"]),
    caps=st.sampled_from([(8, 16), (1, 16), (8, 1), (2, 2), (3, 3)]),
)
def test_two_notes_alone_decide_as_the_whole_weave_does(
    seed: int, which: Literal["thin", "all", "orphans"], caps: tuple[int, int]
) -> None:
    config = Config(weave=WeaveConfig()._replace(per_note=caps[0], per_target=caps[1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranker, "shipped", lambda: replace(shipped(), related_at=0.3, orphans_at=0.3))
        vault = Vault.read(generated(seed).items(), config)
        options = WeaveOptions(DAY, which)
        alone, whole = Explainer(vault, config, options), Explainer(vault, config, options)
        assert whole.result.vault is vault
        for source, target in combinations(range(len(vault)), 2):
            assert alone.explain(source, target) == whole.explain(source, target)
            vars(alone).pop("result", None)  # the next pair is asked alone again


def test_notes_far_apart_are_not_woven_with_all_others() -> None:
    notes = {f"{word} keeps its own books here.md": f"{CLAIM}---\n{word} {word}\n".encode() for word in WORDS}
    config = Config()
    explainer = Explainer(Vault.read(notes.items()), config, WeaveOptions(DAY))
    assert explainer.explain(0, 1).conclusion.startswith("not proposed: no stated reason")
    assert "result" not in vars(explainer)
