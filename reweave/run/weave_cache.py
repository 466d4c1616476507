"""The file in which weaves of a working tree keep what they found."""

import os

from reweave.cache.identity import code_identity
from reweave.cache.location import cache_file
from reweave.cache.store import Store
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache, usable


def open_weave_cache(workspace: Workspace, vault: Vault, *, cached: bool) -> WeaveCache | None:
    """Return what earlier weaves of these notes found; `None` where nothing may be kept, or is not to be `cached`."""
    if not cached or not usable(workspace.config):
        return None
    file = cache_file(workspace.root, "weave", os.environ)
    identity = None if file is None else code_identity()
    return None if identity is None else WeaveCache(Store(file, identity), vault, workspace.config)
