"""The words of a large vault in a Qdrant database: the same sparse vectors, the same queries."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from reweave.config.text_index import IN_MEMORY, TextIndexConfig
from reweave.errors import ReweaveError
from reweave.extras import require
from reweave.network import require_network
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, Numbers, Places, without_noise
from reweave.weave.rank.text_index import NEAREST, TextIndex
from reweave.weave.rank.tfidf import TfidfMatrix
from reweave.weave.rank.vocabulary import Floats, Ints
from reweave.weave.rank.weights import Weights

_VECTOR = "words"
_BATCH = 256
"""How many texts go over the wire at a time."""
_PAGE = 10_000
"""How many points are listed at once."""
_MOST_KEPT = 4096
"""How many texts that came back are remembered: what one source asks about is asked for more than once."""
_SHOWN = 200


class Database:
    """A database that keeps the texts of vaults, each state of a vault in a collection of its own."""

    def __init__(self, config: TextIndexConfig, environment: Mapping[str, str]) -> None:
        """Make the client; nothing is sent yet.

        Raises:
            ReweaveError: the client is not installed, the key is missing, or a directory cannot be opened.
        """
        key = environment.get(config.api_key_env, "") if config.api_key_env else ""
        if config.api_key_env and not key:
            raise ReweaveError(
                f"the environment variable {config.api_key_env} is not set",
                code="index-key-missing",
                suggestion="set it, or remove [index] key-env from your own configuration if the database needs no key",
            )
        if "://" in config.url:
            require_network("the index in a database")
        require("qdrant", "an index in Qdrant")
        from qdrant_client import QdrantClient

        self._config, self._key = config, key
        with self.connection():
            if config.url == IN_MEMORY:
                self._client = QdrantClient(IN_MEMORY)
            elif "://" in config.url:
                self._client = QdrantClient(
                    url=config.url, api_key=key or None, timeout=config.timeout, check_compatibility=False
                )
            else:
                self._client = QdrantClient(path=config.url)

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """Give the client, and turn its errors into one line.

        Raises:
            ReweaveError: the database cannot be reached, gives no answer in time, or refuses.
        """
        from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

        where, seconds = self._config.url, self._config.timeout
        try:
            yield getattr(self, "_client", None)
        except ResponseHandlingException as error:
            raise ReweaveError(
                f"the index at {where} did not answer: {self._safe(error.source)}",
                code="index-unreachable",
                suggestion=f"check --index-url and [weave] index-timeout ({seconds} s)",
            ) from error
        except UnexpectedResponse as error:
            raise ReweaveError(
                f"the index at {where} refused the request: {error.status_code} {self._safe(error.reason_phrase)}",
                code="index-refused",
                suggestion="check --index-url, and [index] key-env in your own configuration",
            ) from error
        except (ApiException, OSError, RuntimeError, ValueError) as error:
            raise ReweaveError(
                f"the index at {where} cannot be used: {self._safe(error)}",
                code="index-unusable",
                suggestion="check --index-url; a directory can be opened by one process at a time",
            ) from error

    def _safe(self, error: object) -> str:
        """Return an error's text on one line, without the key."""
        text = " ".join(str(error).split()) or type(error).__name__
        return (text.replace(self._key, "***") if self._key else text)[:_SHOWN]

    def store(self, texts: TfidfMatrix) -> TextIndex:
        """Bring the texts of a vault into the database, unless they are there, and drop those of its earlier states.

        Raises:
            ReweaveError: the database cannot be reached, gives no answer in time, or refuses.
        """
        by_text = texts.by_term.transposed()
        # A text without words matches nothing and is not sent.
        filled = np.flatnonzero(np.diff(by_text.indptr)).tolist()
        state = hashlib.sha256()
        for part in (by_text.indptr, by_text.indices, by_text.data):
            state.update(np.ascontiguousarray(part).tobytes())
        own = f"{self._config.name}-{state.hexdigest()[:16]}"
        with self.connection() as client:
            self._send(client, own, by_text, filled)
            earlier = re.compile(rf"{re.escape(self._config.name)}-[0-9a-f]{{16}}")
            for one in client.get_collections().collections:
                if one.name != own and earlier.fullmatch(one.name):
                    client.delete_collection(one.name)
        return DatabaseIndex(self, own, texts.idf, by_text.shape[0])

    def _send(self, client: Any, name: str, by_text: CsrMatrix, filled: list[int]) -> None:
        from qdrant_client import models

        if not client.collection_exists(name):
            client.create_collection(
                name, vectors_config={}, sparse_vectors_config={_VECTOR: models.SparseVectorParams()}
            )
        else:  # its name says what is in it: what an interrupted weave sent is right, and only the rest is sent
            there = _ids(client, name)
            filled = [row for row in filled if row not in there]
        for start in range(0, len(filled), _BATCH):
            points = []
            for row in filled[start : start + _BATCH]:
                part = slice(by_text.indptr[row], by_text.indptr[row + 1])
                vector = models.SparseVector(indices=by_text.indices[part].tolist(), values=by_text.data[part].tolist())
                points.append(models.PointStruct(id=row, vector={_VECTOR: vector}))
            client.upsert(name, points, wait=True)


def _ids(client: Any, name: str) -> set[int]:
    """Return the points of a collection."""
    found: set[int] = set()
    offset = None
    while True:
        points, offset = client.scroll(name, limit=_PAGE, offset=offset, with_payload=False, with_vectors=False)
        found.update(point.id for point in points)
        if offset is None:
            return found


class DatabaseIndex:
    """The texts of one state of a vault, in a database."""

    def __init__(self, database: Database, collection: str, idf: Floats, size: int) -> None:
        """Remember where they are; there are `size` of them."""
        self._database, self._collection, self._size = database, collection, size
        self._known: dict[int, tuple[Ints, Floats]] = {}
        self.idf = idf

    def nearest(self, queries: CsrMatrix) -> Floats:
        """Return the similarity of the nearest texts, zero for all others: see `TextIndex`.

        Raises:
            ReweaveError: the database cannot be reached, gives no answer in time, or refuses.
        """
        near = np.zeros((queries.shape[0], self._size))
        for own, low, high in zip(near, queries.indptr, queries.indptr[1:], strict=False):
            if low < high:
                self._look_up(queries.indices[low:high], queries.data[low:high], own)
        return without_noise(near)

    def _look_up(self, terms: Places, weights: Numbers, near: Floats) -> None:
        """Fill in how similar the nearest texts are."""
        from qdrant_client import models

        query = models.SparseVector(indices=terms.tolist(), values=weights.tolist())
        with self._database.connection() as client:
            answer = client.query_points(
                self._collection, query=query, using=_VECTOR, limit=NEAREST, with_payload=False
            )
        for point in answer.points:
            near[point.id] = point.score

    def within(self, queries: CsrMatrix, pool: Pool) -> Weights:
        """Return the weights of the terms of queries in the texts of their pools: see `TextIndex`.

        Raises:
            ReweaveError: the database cannot be reached, gives no answer in time, or refuses.
        """
        self._fetch(np.unique(pool.claim).tolist())
        entries, places, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
        for place, (source, text) in enumerate(zip(pool.source.tolist(), pool.claim.tolist(), strict=True)):
            low, high = queries.indptr[source : source + 2]
            used, weights = self._known[text]
            entry = np.searchsorted(queries.indices[low:high], used) + low
            entry[entry == high] = low
            met = queries.indices[entry] == used if low < high else np.zeros(len(used), dtype=np.bool_)
            entries.append(entry[met])
            places.append(np.full(int(met.sum()), place))
            values.append(weights[met])
        entry = np.concatenate(entries)
        order = np.argsort(entry, kind="stable")
        return Weights(queries, pool, entry[order], np.concatenate(places)[order], np.concatenate(values)[order])

    def _fetch(self, texts: list[int]) -> None:
        """Make these texts known."""
        missing = [text for text in texts if text not in self._known]
        if len(self._known) + len(missing) > _MOST_KEPT:
            self._known.clear()
            missing = texts
        for start in range(0, len(missing), _BATCH):
            asked = missing[start : start + _BATCH]
            with self._database.connection() as client:
                found = client.retrieve(self._collection, asked, with_payload=False, with_vectors=[_VECTOR])
            for text in asked:
                self._known[text] = np.zeros(0, np.int64), np.zeros(0)
            for point in found:
                vector = point.vector[_VECTOR]
                self._known[point.id] = np.asarray(vector.indices, np.int64), np.asarray(vector.values, np.float64)
