"""Who says the types of edges, by the name that a user gives."""

from typing import TYPE_CHECKING

from reweave.cli.workspace import Workspace
from reweave.errors import ReweaveError

if TYPE_CHECKING:
    from reweave.weave.measure.types import Typer


def find_typer(name: str, workspace: Workspace) -> "Typer":
    """Return the typer called `name`, for measuring: `stated` follows each note that an ambiguous name may mean.

    Raises:
        ReweaveError: there is none of that name.
    """
    if name == "stated":
        from functools import partial

        from reweave.weave.stated.typer import type_edges

        return partial(type_edges, follow_ambiguous=True)
    raise ReweaveError(f'there is no typer "{name}"', code="no-such-typer", suggestion="use stated or judge")
