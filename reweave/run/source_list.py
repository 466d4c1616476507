"""Reading a list of notes from a file, one path per line."""

from pathlib import Path

from reweave.errors import ReweaveError
from reweave.text import quoted
from reweave.vault.vault import Vault


def read_source_list(file: Path, vault: Vault) -> list[int]:
    """Return the indices of the notes that a file lists by their paths relative to the vault's root, each once.

    Empty lines are ignored.

    Raises:
        ReweaveError: the file cannot be read, or a line is not the path of a note that participates in edges.
    """
    try:
        lines = file.read_bytes().decode().splitlines()
    except OSError as error:
        raise ReweaveError(f"cannot read it: {error.strerror}", code="cannot-read", path=str(file)) from error
    except UnicodeDecodeError as error:
        raise ReweaveError("this is not UTF-8", code="bad-source-list", path=str(file)) from error
    indices: dict[int, None] = {}
    for number, line in enumerate(lines, start=1):
        path = line.strip().removeprefix("./")
        if not path:
            continue
        index = vault.by_path.get(path)
        if index is None:
            raise _bad(f"note {quoted(path)} not found", file, number)
        if not vault.is_participant(index):
            raise _bad(f"note {quoted(path)} is not in the graph", file, number)
        indices[index] = None
    return list(indices)


def _bad(message: str, file: Path, line: int) -> ReweaveError:
    return ReweaveError(message, code="bad-source-list", path=str(file), line=line)
