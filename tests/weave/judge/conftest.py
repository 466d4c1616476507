"""A judge of three small notes, by a server that a test scripts."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from reweave.config.judge import JudgeConfig
from reweave.config.model import Config
from reweave.vault.vault import Vault
from reweave.weave.judge.budget import Budget
from reweave.weave.judge.cache import Cache
from reweave.weave.judge.endpoint import Endpoint
from reweave.weave.judge.judge import Judge
from reweave.weave.judge.run import JudgeRun
from reweave.weave.verdict import Verdict
from tests.weave.judge.server import Script, Server, serving

COMPOST = "compost raises carbon in clay soils"
MULCH = "mulching keeps vegetable beds moist"
FACT = "Carbon binds water, so beds with compost stay moist for a week longer."
NOTES = {
    COMPOST: f"# {COMPOST}\n\nClay holds little carbon.\n{FACT}\n",
    MULCH: f"# {MULCH}\n\nStraw shades the soil.\n",
    "worms live in cold soils too": "They dig deeper in winter.\n",
}
QUOTE = "beds with compost stay moist for a week longer"
"""Words of `FACT`."""
ALL = [(source, target) for source in range(3) for target in range(3) if source != target]
"""Every pair of the three notes."""


class Bench:
    """A vault, a scripted server, and a judge that asks it."""

    def __init__(self, folder: Path, server: Server, notes: dict[str, str], **options: Any) -> None:
        settings: dict[str, Any] = {"url": server.url, "model": "small", "timeout": 10.0, "retries": 1}
        settings |= {"links_per_question": 1, **options}
        self.config = JudgeConfig(**settings)
        self.server = server
        self.cache = Cache(folder / "state" / "judge")
        files = [(f"{title}.md", f"---\ntype: claim\n---\n{body}".encode()) for title, body in notes.items()]
        self.vault = Vault.read(files, Config())
        self.run = JudgeRun(Budget(self.config.budget))

    def judge(self) -> Judge:
        """Return a judge for a new run."""
        self.run = JudgeRun(Budget(self.config.budget))
        endpoint = Endpoint(self.config, {"SMALL_API_KEY": "sk-hidden-key"})
        return Judge(self.vault, self.config, endpoint, self.cache, self.run)

    def ask(self, *pairs: tuple[int, int]) -> list[Verdict]:
        """Judge pairs in a new run."""
        return list(self.judge().judge(pairs or ((0, 1),)))

    def changed(self, place: int, text: str) -> None:
        """Replace the text of a note."""
        files = [(record.path, record.source) for record in self.vault.records]
        files[place] = (files[place][0], b"---\ntype: claim\nadded: x\n---\n" + text.encode())
        self.vault = Vault.read(files, Config())


MakeBench = Callable[..., Bench]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine come between the client and the loopback."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("OPENAI_"):
            monkeypatch.delenv(name)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[MakeBench]:
    with ExitStack() as servers:

        def make(script: Script, notes: dict[str, str] | None = None, **options: Any) -> Bench:
            return Bench(tmp_path, servers.enter_context(serving(script)), notes or NOTES, **options)

        yield make
