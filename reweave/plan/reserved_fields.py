"""The frontmatter list that only edges are written to."""

from reweave.note.provenance import PROVENANCE_FIELD
from reweave.plan.operation import OperationError


def refuse_entries(field: str) -> None:
    """Refuse the list of entries.

    Raises:
        OperationError: `field` is that list.
    """
    if field == PROVENANCE_FIELD:
        raise OperationError(f"{field} is kept by reweave itself: use add-edge, remove-edge or retype-edge")
