"""An error for programs."""

import json

from reweave.errors import ReweaveError
from reweave.output.paths import path_fields, valid


def error_json(error: ReweaveError) -> str:
    """Return an error as one line of JSON in ASCII, without the line end (`reweave/schemas/error-1.json`)."""
    place: dict[str, str | None] = {"path": None} if error.path is None else {**path_fields(error.path)}
    content = {
        "code": error.code,
        "message": valid(error.message),
        **place,
        "line": error.line,
        "suggestion": None if error.suggestion is None else valid(error.suggestion),
    }
    return json.dumps({"error": content})
