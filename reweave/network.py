"""The network, which a user can forbid with `--offline`, for this process and those that it starts."""

import os

from reweave.errors import ReweaveError

VARIABLE = "REWEAVE_OFFLINE"


def forbid_network() -> None:
    """Refuse from now on whatever could reach other machines."""
    os.environ[VARIABLE] = "1"


def require_network(what: str) -> None:
    """Do nothing where the network may be used; `what` says what needs it ("a push", "the judge 'local'").

    Raises:
        ReweaveError: it may not (`offline`).
    """
    if os.environ.get(VARIABLE):
        raise ReweaveError(
            f"{what} needs the network", code="offline", suggestion=f"omit --offline, or unset {VARIABLE}"
        )
