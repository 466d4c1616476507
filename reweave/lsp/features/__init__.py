"""The requests and notifications that the server answers, by what they are about."""

from reweave.lsp.features import documents, edits, names, renames
from reweave.lsp.server import Server


def make_server() -> Server:
    """Return a server with all that it answers."""
    server = Server()
    for feature in (documents, edits, names, renames):
        feature.register(server)
    return server
