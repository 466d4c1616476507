"""The theme of pages, and their content security policy."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def theme() -> str:
    """Return the style that every page begins with: colours for light and dark, and the box model."""
    return (files("reweave.page") / "theme.css").read_text(encoding="utf-8")


def policy(style: str, script: str = "", more: Sequence[str] = ()) -> str:
    """Return the content security policy of a page: its own script and style, and nothing else but `more`."""
    own = [f"script-src '{_source(script)}'"] if script else []
    own += [f"style-src '{_source(style)}'", *more, "base-uri 'none'", "form-action 'none'"]
    return "; ".join(["default-src 'none'", *own])


def _source(text: str) -> str:
    """Return how a policy names a script or a style by its text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
