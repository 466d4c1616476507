"""Texts in a database: the same answers as here, and one clear line where there is none."""

import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest
from qdrant_client.models import PointStruct

from reweave.config.model import Config
from reweave.config.text_index import IN_MEMORY, TextIndexConfig
from reweave.errors import ReweaveError
from reweave.vault.vault import Vault
from reweave.weave.rank.database import Database
from reweave.weave.rank.duplicates import near_duplicates
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.text_index import NEAREST
from reweave.weave.rank.tfidf import TfidfMatrix, queries_of
from tests.weave.rank.vaults import topical_files


def kept_in(place: str) -> Config:
    usual = Config()
    return usual._replace(weave=usual.weave._replace(text_index=TextIndexConfig(url=place)))


def some_texts(number: int = 40) -> TfidfMatrix:
    chance = np.random.default_rng(3)
    texts = [chance.integers(0, 60, size) for size in [0, *chance.integers(1, 30, number - 1)]]
    return TfidfMatrix.of(lambda: texts, lambda: 60)


@pytest.mark.parametrize("in_directory", [False, True])
def test_candidates_are_those_of_the_local_index(tmp_path: Path, in_directory: bool) -> None:
    path, source = topical_files(8)[0]
    files = [*topical_files(8), ("energy/a copy.md", source.replace(b" matter ", b" thing "))]
    place = str(tmp_path / "index") if in_directory else IN_MEMORY
    here, there = Ranker(Vault.read(files)), Ranker(Vault.read(files, kept_in(place)))
    assert not isinstance(there.index.bodies, TfidfMatrix)
    for asked in here.vault.participants:
        one, other = here.candidates(asked, 30), there.candidates(asked, 30)
        assert [(a.target, a.shared_terms, a.linkers) for a in one] == [
            (b.target, b.shared_terms, b.linkers) for b in other
        ]
        for a, b in zip(one, other, strict=True):
            assert b.probability == pytest.approx(a.probability, abs=1e-5)
            assert b.evidence == pytest.approx(a.evidence, abs=1e-5)
    groups = [[a.places for a in near_duplicates(one, one.vault.participants)] for one in (here, there)]
    assert groups[0] == groups[1] == [(0, len(files) - 1)], path


def test_every_question_has_the_same_answer() -> None:
    texts = some_texts()
    kept = Database(TextIndexConfig(url=IN_MEMORY), {}).store(texts)
    chance = np.random.default_rng(4)
    for size in (0, 1, 5, 40):
        query = queries_of(chance.integers(0, 60, size), np.zeros(size, np.int64), 1, kept.idf)
        assert kept.nearest(query) == pytest.approx(texts.nearest(query), abs=1e-6)
        for asked in (np.arange(40), np.asarray([7, 0, 3]), np.zeros(0, np.int64)):
            pool = Pool.of_one(asked, 40)
            found, wanted = kept.within(query, pool).toarray(), texts.within(query, pool).toarray()
            assert found.shape == wanted.shape and found == pytest.approx(wanted, abs=1e-6)


def test_both_bring_up_only_the_nearest() -> None:
    lists = [np.asarray([0] + [1 + one % 7] * (one % 5)) for one in range(NEAREST + 50)]
    texts = TfidfMatrix.of(lambda: lists, lambda: 9)
    query = queries_of(np.asarray([0]), np.asarray([0]), 1, texts.idf)
    near = texts.nearest(query)[0]
    kept = Database(TextIndexConfig(url=IN_MEMORY), {}).store(texts).nearest(query)[0]
    assert NEAREST == np.count_nonzero(kept) <= np.count_nonzero(near)
    assert np.sort(kept)[-NEAREST:] == pytest.approx(np.sort(texts.scores(query)[0])[-NEAREST:], abs=1e-6)
    assert near[near > 0.0].min() == pytest.approx(np.sort(texts.scores(query)[0])[-NEAREST], abs=1e-9)


def test_one_state_of_a_vault_is_kept_and_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(TextIndexConfig(url=IN_MEMORY, name="mine"), {})
    with database.connection() as client:
        client.create_collection("mine-other", vectors_config={})
        database.store(some_texts(20))
        first = {one.name for one in client.get_collections().collections}
        database.store(some_texts(30))
        second = {one.name for one in client.get_collections().collections}
        assert len(first) == len(second) == 2 and first & second == {"mine-other"}
        monkeypatch.setattr(client, "upsert", None)
        database.store(some_texts(30))
        monkeypatch.undo()
        # Of what an interrupted run left half sent, the rest is sent.
        (own,) = second - first
        client.delete(own, points_selector=[5, 6])
        sent: list[int] = []
        upsert = client.upsert

        def watched(name: str, points: list[PointStruct], **options: bool) -> None:
            sent.extend(int(point.id) for point in points)
            upsert(name, points, **options)

        monkeypatch.setattr(client, "upsert", watched)
        database.store(some_texts(30))
        assert sent == [5, 6] and client.count(own, exact=True).count == 29


class Forbidding(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(403, f"no entry with {self.headers['api-key']}")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def forbidding() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Forbidding)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def refusal(config: TextIndexConfig, environment: dict[str, str] | None = None) -> ReweaveError:
    with pytest.raises(ReweaveError) as caught:
        Database(config, environment or {}).store(some_texts(3))
    assert caught.value.suggestion and "\n" not in str(caught.value)
    return caught.value


def test_a_database_that_refuses(forbidding: str) -> None:
    config = TextIndexConfig(url=forbidding, api_key_env="QDRANT_API_KEY")
    with pytest.warns(UserWarning, match="insecure"):
        error = refusal(config, {"QDRANT_API_KEY": "geheim"})
    assert error.code == "index-refused" and "403" in str(error) and "geheim" not in str(error)


def test_a_database_that_is_not_there_or_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        silent = refusal(TextIndexConfig(url=f"http://127.0.0.1:{port}", timeout=1))
    gone = refusal(TextIndexConfig(url=f"http://127.0.0.1:{port}"))
    assert silent.code == gone.code == "index-unreachable" and f":{port} did not answer" in str(gone)


def test_a_directory_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refusal(TextIndexConfig(url=str(tmp_path / "file"))).code == "index-unusable"


def test_a_key_or_a_client_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = refusal(TextIndexConfig(url="https://x.example.org", api_key_env="QDRANT_API_KEY"))
    assert missing.code == "index-key-missing" and "QDRANT_API_KEY is not set" in str(missing)
    monkeypatch.setitem(sys.modules, "qdrant_client", None)
    assert "reweave-notes[qdrant]" in (refusal(TextIndexConfig(url=IN_MEMORY)).suggestion or "")
