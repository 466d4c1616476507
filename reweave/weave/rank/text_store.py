"""The database that a vault's texts are stored in, if one is configured; otherwise they stay in memory."""

from collections.abc import Callable

from reweave.vault.vault import Vault
from reweave.weave.rank.text_index import TextIndex
from reweave.weave.rank.tfidf import TfidfMatrix

Store = Callable[[TfidfMatrix], TextIndex]
"""Stores the texts of a vault, and returns what answers queries about them."""


def external_store(vault: Vault) -> Store | None:
    """Return what stores the texts of a vault outside this process, `None` if nothing is configured.

    Raises:
        ReweaveError: the client for the database is not installed, or its key is missing.
    """
    if not vault.config.text_index.url:
        return None
    import os

    from reweave.weave.rank.database import Database

    return Database(vault.config.text_index, os.environ).store
