"""The author and the trailers of a command's commits."""

from collections.abc import Sequence

from reweave.config.model import RunConfig
from reweave.git.signature import Signature


def commit_signature(config: RunConfig, author: str | None, trailers: Sequence[str]) -> Signature:
    """Return the signature from options of the command line; without an author, the configured one signs.

    Raises:
        ReweaveError: the author or a trailer is not valid (`author`, `trailer`).
    """
    return Signature.parse(author or config.author or None, (*config.trailers, *trailers))
