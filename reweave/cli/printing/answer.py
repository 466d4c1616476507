"""The answer of a command: what it prints on stdout, as lines for people or as one JSON document for programs."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def answer(
    schema: str,
    output_format: str,
    data: Callable[[], Mapping[str, Any]],
    lines: Callable[[], Iterable[str]],
) -> None:
    """Print an answer: its `data` under its schema (`reweave/SCHEMA/1`) for `json`, else its `lines`.

    Only what is asked for is made. `reweave/schemas/SCHEMA-1.json` describes the data.
    """
    if output_format == "json":
        from reweave.output.document import document

        sys.stdout.write(document(schema, data()))
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines())
