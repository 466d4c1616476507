"""A vault made ready for ranking: its words, titles, fields and links as sparse matrices, built once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reweave.progress import progress
from reweave.weave.rank.dense import DenseModel, Vectors, similarities
from reweave.weave.rank.flow import Flow
from reweave.weave.rank.notes import PROSE_FIELDS, LinkSpan, RankNote
from reweave.weave.rank.own_text import OwnTexts
from reweave.weave.rank.read_texts import ReadTexts
from reweave.weave.rank.sparse import CsrMatrix, sum_by_column
from reweave.weave.rank.text_counts import FlatTexts
from reweave.weave.rank.text_index import TextIndex
from reweave.weave.rank.text_store import Store
from reweave.weave.rank.tfidf import TfidfMatrix
from reweave.weave.rank.tokenizer import words
from reweave.weave.rank.vocabulary import Floats, Ints, Vocabulary, words_of

_MARGIN = 160
"""How many characters on each side of a link are read as words about its target."""

_NOT_SHARED = frozenset({*PROSE_FIELDS, "title", "aliases", "alias", "created", "date", "type"})
"""Fields that say nothing of what a note shares with another, or that are read elsewhere."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The words around each link between claims, with both ends of the link; pairs of words have no columns here."""

    words: TfidfMatrix
    source: Ints
    target: Ints


@dataclass(frozen=True)
class Links:
    """Who links which claim: rows link columns; `back` is the transpose; `out` and `into` count both ways."""

    forth: CsrMatrix
    back: CsrMatrix
    out: Floats
    into: Floats

    @classmethod
    def of(cls, matrix: CsrMatrix) -> "Links":
        """Return the links of a matrix of ones."""
        back = matrix.transposed()
        return cls(matrix, back, matrix.lengths.astype(np.float64), back.lengths.astype(np.float64))

    @cached_property
    def both_ways(self) -> Flow:
        """The links between claims from either end."""
        ends = np.concatenate([self.forth.rows, self.back.rows])
        others = np.concatenate([self.forth.indices, self.back.indices])
        return Flow.of(ends, others, self.forth.width)


@dataclass(frozen=True, slots=True)
class DenseTexts:
    """The dense vectors of all claims, the model that made them, and how many claims it brings up for a source."""

    model: DenseModel
    vectors: Vectors
    candidates: int

    def similarity(self, text: str, claim: int) -> Floats:
        """Return how similar a text is to every claim except its own."""
        found = similarities(self.vectors, self.model.vectors([text])[0])
        found[claim] = 0.0
        return found


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that the features read.

    The participants are the claims, numbered as in `places`, which holds their places in `notes`; the other
    notes are hubs: maps, essays, sources, whose links say which claims belong together.
    """

    notes: Sequence[RankNote]
    places: Ints
    vocabulary: Vocabulary
    bodies: TextIndex
    titles: TfidfMatrix
    title_worth: Floats
    fields: CsrMatrix
    claims: Links
    hubs: Links
    anchors: Anchors
    folder: Ints
    day: Floats
    texts: OwnTexts
    read: "ReadTexts"
    dense: DenseTexts | None = None

    @property
    def size(self) -> int:
        """How many claims there are."""
        return len(self.places)

    def note(self, claim: int) -> RankNote:
        """Return the note of a claim."""
        return self.notes[int(self.places[claim])]

    def own_text(self, claim: int) -> str:
        """Return what a claim says itself."""
        return self.texts.of(claim)

    def own_words(self, claim: int) -> Ints:
        """Return the columns of the words of a claim's body, as often as it says them."""
        return self.vocabulary.columns(self.texts.body(claim))

    def linking(self) -> list[int]:
        """Return the claims that link other claims."""
        return [int(claim) for claim in np.flatnonzero(self.claims.out > 0.0)]

    def columns(self, text: str) -> Ints:
        """Return the columns of a text; words that the vault does not use are left out."""
        return self.vocabulary.with_pairs(self.vocabulary.columns(text))


def build(notes: Sequence[RankNote], store: Store | None = None, dense: tuple[DenseModel, int] | None = None) -> Index:
    """Return the index of a vault's notes.

    Their texts stay in memory, or in `store`. `dense` is a model of dense vectors, and how many notes it
    brings up.
    """
    places = [place for place, note in enumerate(notes) if note.is_participant]
    others = [place for place, note in enumerate(notes) if not note.is_participant]
    number = {place: claim for claim, place in enumerate(places)}
    participants, count = [notes[place] for place in places], len(places)
    vocabulary = Vocabulary.for_notes(len(participants))
    texts = OwnTexts(participants)
    read = ReadTexts(texts, vocabulary)

    def all_read() -> Iterator[Ints]:
        return (words_of(read.learn(one)) for one in progress(range(count), label="counting words", total=count))

    own = TfidfMatrix.of(all_read, lambda: vocabulary.width, vocabulary.pairs)
    read.forget_many()
    bodies: TextIndex = own if store is None else store(own)
    del own
    named = [vocabulary.columns(titles_of(note)) for note in participants]
    titles = TfidfMatrix.of(lambda: named, lambda: vocabulary.width, vocabulary.pairs)
    ends: list[tuple[int, int]] = []
    contexts = _contexts(participants, number, ends)
    around = FlatTexts(vocabulary.columns(text) - vocabulary.buckets for text in contexts)
    folders = Vocabulary(0)
    return Index(
        notes=notes,
        places=np.asarray(places, dtype=np.int64),
        vocabulary=vocabulary,
        bodies=bodies,
        titles=titles,
        title_worth=_title_worth(titles, bodies, vocabulary),
        fields=_fields(participants),
        claims=Links.of(_matrix(notes, places, number)),
        hubs=Links.of(_matrix(notes, others, number)),
        anchors=Anchors(
            TfidfMatrix.of(lambda: around, lambda: vocabulary.width - vocabulary.buckets),
            np.asarray([source for source, _ in ends], dtype=np.int64),
            np.asarray([target for _, target in ends], dtype=np.int64),
        ),
        folder=folders.learn(note.folder for note in participants),
        day=np.asarray([np.nan if note.created is None else note.created.toordinal() for note in participants], float),
        texts=texts,
        read=read,
        dense=None
        if dense is None
        else DenseTexts(dense[0], dense[0].vectors([*map(texts.of, range(len(participants)))]), dense[1]),
    )


def _title_worth(titles: TfidfMatrix, bodies: TextIndex, vocabulary: Vocabulary) -> Floats:
    """Return for each claim what the words of its title are worth together."""
    terms = titles.by_term.rows
    own = np.flatnonzero(vocabulary.is_word(terms))
    return sum_by_column(titles.by_term.indices[own], bodies.idf[terms[own]], titles.by_term.shape[1])


def titles_of(note: RankNote) -> str:
    """Return the names that a note gives itself."""
    return " ".join([note.record.title, *note.record.aliases])


def link_context(body: str, link: LinkSpan) -> str:
    """Return the text around a link: the rest of its line, as far as the margin."""
    before = body[max(0, link.start - _MARGIN) : link.start].rpartition("\n")[2]
    after = body[link.end : link.end + _MARGIN].partition("\n")[0]
    return f"{before} {after}"


def _contexts(
    participants: Sequence[RankNote], number: Mapping[int, int], ends: list[tuple[int, int]]
) -> Iterator[str]:
    """Yield the text around each link from claim to claim, and add both its ends to `ends`."""
    for source, note in enumerate(participants):
        body: str | None = None
        for link in note.links:
            if link.target is not None and number.get(link.target, source) != source:
                body = note.record.body if body is None else body
                ends.append((source, number[link.target]))
                yield link_context(body, link)


def _matrix(notes: Sequence[RankNote], rows: Sequence[int], number: Mapping[int, int]) -> CsrMatrix:
    """Return which of these notes links which claim: ones, without links of a note to itself."""
    linked = [
        [number[target] for target in sorted(notes[place].targets() - {place}) if target in number] for place in rows
    ]
    return CsrMatrix.of_ones(linked, len(number))


def _fields(participants: Sequence[RankNote]) -> CsrMatrix:
    """Return the words of each frontmatter, each with its key, so that only equal fields meet; rows of length one."""
    keys = Vocabulary(0)
    own = [
        keys.learn(
            f"{key}={word}" for key, text in note.fields.items() if key not in _NOT_SHARED for word in words(text)
        )
        for note in participants
    ]
    return TfidfMatrix.of(lambda: own, lambda: max(keys.width, 1)).by_term.transposed()
