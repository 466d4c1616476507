"""Pairs of notes that nobody links, as the ranker finds them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Set

from reweave.progress import progress
from reweave.vault.vault import Vault
from reweave.weave.candidate import Candidate, Choice, DuplicateGroup, Mention, ScoredPairs
from reweave.weave.diversity import diverse
from reweave.weave.mention_context import is_set_off
from reweave.weave.rank.mention_score import MENTIONED_AT, mention_score
from reweave.weave.rank.note_kinds import NoteKind, NoteKinds
from reweave.weave.rank.pair_score import UNSEEN
from reweave.weave.rank.pair_screen import PairScreen
from reweave.weave.rank.ranker import Ranker
from reweave.weave.refusal import Refusal
from reweave.weave.shared_words import in_words

CANDIDATES_PER_NOTE = 10
"""Candidates looked at for a note; the caps bound what is kept of them."""

_WITHOUT_SUBJECT = frozenset({NoteKind.TEMPLATE, NoteKind.JOURNAL, NoteKind.DRAWING, NoteKind.ABOUT_THE_VAULT})
_LIKELY = 0.15
"""The probability of a link from which both sides of a pair are looked at."""


def right_pairs(vault: Vault, ranker: Ranker, sources: Collection[int], choice: Choice) -> ScoredPairs:
    """Return the pairs of `sources` that are probably right."""
    scored, refused, reworded = _scored(vault, ranker, sources, choice)
    if choice == "orphans":
        scored = _best_of_each(scored, frozenset(sources))
    kept = _spread(vault, scored) if choice == "spread" else scored
    if len(kept) < len(scored):
        refused[Refusal.PER_FOLDER.name] = len(scored) - len(kept)
    worded = tuple((score, in_words(vault, one)) for score, one in kept)
    return ScoredPairs(worded, dict(refused), tuple(_groups(reworded)))


def is_scored(vault: Vault, ranker: Ranker, sources: Collection[int], choice: Choice, ends: Set[int]) -> bool:
    """Return whether any of some notes are a pair of `sources` that is probably right, whether it is chosen or not."""
    scored, _, _ = _scored(vault, ranker, sources, choice)
    return any({one.source, one.target} <= ends for _, one in scored)


def _scored(
    vault: Vault, ranker: Ranker, sources: Collection[int], choice: Choice
) -> tuple[list[tuple[float, Candidate]], Counter[str], list[tuple[int, int]]]:
    """Return the pairs of `sources` that are probably right, the best first; the refusals of others; and rewordings."""
    # What two notes have in common they have in common from either side. A note that much is linked to is likely from
    # every side, and right from few.
    screen, refused, reworded = PairScreen(ranker), Counter[str](), list[tuple[int, int]]()
    scored: list[tuple[float, Candidate]] = []
    threshold = lowest_score(ranker, choice)
    candidates = _candidates(vault, ranker, sources, _LIKELY)
    ranker.look_from(one.target for one in candidates)
    for one in candidates:
        score = ranker.score(one)
        if score < threshold:
            continue
        refusal = screen.refusal(one)
        if refusal is None:
            scored.append((score, one))
        else:
            refused[refusal.name] += 1
        if refusal is Refusal.REWORDED:
            reworded.append((one.source, one.target))
    scored.sort(key=lambda item: (-item[0], item[1].source, item[1].target))
    return scored, refused, reworded


def lowest_score(ranker: Ranker, choice: Choice) -> float:
    """Return the score from which a pair is chosen: for an orphan, more is risked."""
    return ranker.model.orphans_at if choice == "orphans" else ranker.model.related_at


def mentioned_pairs(vault: Vault, ranker: Ranker, found: Iterable[Mention]) -> list[tuple[float, Mention]]:
    """Return the pairs of which one has the other's name in its text, without a link, each with its score.

    The score is the probability that the edge is right.
    """
    known, kinds = linked_notes(vault), NoteKinds(ranker.index)
    mentions = [
        one
        for one in found
        if one.target not in known(one.source)
        and all(kinds.of(ranker.claim(place)) not in _WITHOUT_SUBJECT for place in (one.source, one.target))
    ]
    ranker.look_from(place for one in mentions for place in (one.source, one.target))
    scored = ((_mention_score(vault, ranker, one), one) for one in mentions)
    return [(score, one) for score, one in scored if score >= MENTIONED_AT]


def _mention_score(vault: Vault, ranker: Ranker, one: Mention) -> float:
    source, target = vault.records[one.source], vault.records[one.target]
    views = (ranker.view(*ends) or UNSEEN for ends in ((one.source, one.target), (one.target, one.source)))
    return mention_score(
        *views, same_folder=source.folder == target.folder, set_off=is_set_off(source.body, one.start, one.end)
    )


def likely_pairs(vault: Vault, ranker: Ranker, sources: Collection[int], least: float) -> list[Candidate]:
    """Return the pairs of `sources` whose links have a probability of `least` or more, the surest first."""
    screen = PairScreen(ranker)
    found = _candidates(vault, ranker, sources, least)
    return [in_words(vault, one) for one in found if screen.refusal(one) is None]


def linked_notes(vault: Vault) -> Callable[[int], frozenset[int]]:
    """Return a function from a note to the notes linked with it, in either direction."""
    # What a weave wrote keeps its place among the candidates, so that a second weave looks no further down.
    known = [vault.mentions(place) - vault.provenance_targets(place) for place in range(len(vault))]
    naming: dict[int, set[int]] = {}
    for place, named in enumerate(known):
        for other in named:
            naming.setdefault(other, set()).add(place)
    return lambda place: known[place].union(naming.get(place, ()))


def _candidates(vault: Vault, ranker: Ranker, sources: Collection[int], least: float) -> list[Candidate]:
    """Return each unlinked pair once, from its likelier side, the surest first; of copies, one is asked for all."""
    known = linked_notes(vault)
    asked: dict[int, int] = {}
    for place in sorted(sources):
        asked.setdefault(ranker.claim(place), place)
    found: dict[frozenset[int], Candidate] = {}
    each = ranker.candidates_of(list(asked.values()), CANDIDATES_PER_NOTE, known, least=least)
    for candidates in progress(each, label="looking for links", total=len(asked)):
        for one in candidates:
            pair = frozenset((one.source, one.target))
            if pair not in found or found[pair].probability < one.probability:
                found[pair] = one
    return sorted(found.values(), key=lambda one: (-one.probability, one.source, one.target))


def _best_of_each(scored: list[tuple[float, Candidate]], sources: Collection[int]) -> list[tuple[float, Candidate]]:
    """Return the pairs, the best first, that are the best of one of their notes among `sources`."""
    kept, seen = [], set[int]()
    for score, one in scored:
        own = {place for place in (one.source, one.target) if place in sources}
        if not own <= seen:
            kept.append((score, one))
        seen |= own
    return kept


def _spread(vault: Vault, scored: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    records = vault.records
    folders = Counter(records[place].folder for place in vault.participants)

    def common_folder(one: Candidate) -> str | None:
        folder, other = (records[place].folder for place in (one.source, one.target))
        return folder if folder == other else None

    return diverse([(pair, common_folder(pair[1])) for pair in scored], folders, vault.config.per_folder)


def _groups(pairs: Iterable[tuple[int, int]]) -> Iterator[DuplicateGroup]:
    """Yield the notes of pairs in groups."""
    group: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(joined, joined))
    for places in sorted({tuple(sorted(own)) for own in group.values()}):
        yield DuplicateGroup(places, same_title=False)
