"""Vaults made for the ranker: topics with words of their own, and claims that link claims of their topic."""

import random

import numpy as np

from reweave.vault.vault import Vault
from reweave.weave.rank.batch import Batch
from reweave.weave.rank.index import Index, build
from reweave.weave.rank.notes import rank_notes
from reweave.weave.rank.pool import Pool

TOPICS = {
    "energy": "solar panel battery turbine grid voltage inverter storage peak demand plant watt tariff meter cable",
    "garden": "soil compost seed tomato mulch harvest pollen bee root watering greenhouse frost pruning worm hedge",
    "music": "melody chord rhythm violin tempo harmony concert tuning bass orchestra score singer drum octave scale",
}
COMMON = "people often find that a good result needs time care money review change year place group case number"


def files_of(**notes: str) -> list[tuple[str, bytes]]:
    """Return notes given by name (`a__b` is `a/b`) and text."""
    return [(f"{name.replace('__', '/')}.md", text.encode()) for name, text in notes.items()]


def vault_of(**notes: str) -> Vault:
    return Vault.read(files_of(**notes))


def index_of(**notes: str) -> Index:
    return build(rank_notes(vault_of(**notes)).notes)


def hidden(index: Index, stem: str, *, orphan: bool = False) -> Batch:
    """Return a batch of one source: the claim whose file has this stem."""
    claim = next(claim for claim in range(index.size) if index.note(claim).record.stem == stem)
    return Batch.hide(index, [claim], orphans=orphan)


def every(index: Index) -> Pool:
    """Return a pool of all claims, for a single source."""
    return Pool.of_one(np.arange(index.size), index.size)


def topical_files(per_topic: int = 12, seed: int = 1) -> list[tuple[str, bytes]]:
    """Return claims in a folder for each topic; each links two of its own topic, with a reason that has their words."""
    chance = random.Random(seed)
    found = []
    for topic, listed in TOPICS.items():
        words, common = listed.split(), COMMON.split()
        titles = [f"{' '.join(chance.sample(words, 4))} matter {number}" for number in range(per_topic)]
        for number, title in enumerate(titles):
            own = title.split()[:4]
            body = ". ".join(
                " ".join([*chance.sample(own, 2), *chance.sample(words, 4), *chance.sample(common, 5)])
                for _ in range(5)
            )
            links = chance.sample([one for one in range(per_topic) if one != number], 2)
            lines = "\n".join(f"- [[{titles[one]}]] - because of {' '.join(titles[one].split()[:3])}" for one in links)
            head = f"---\ntype: claim\ndomain: {topic}\ncreated: 2024-0{number % 9 + 1}-03\n---\n"
            found.append((f"{topic}/{title}.md", f"{head}# {title}\n\n{body}.\n\n{lines}\n".encode()))
    return sorted(found)


def topical(per_topic: int = 12, seed: int = 1) -> Vault:
    return Vault.read(topical_files(per_topic, seed))
