"""Writing a string as a quoted scalar; `reweave.fm` holds how."""

from reweave.fm import double_quoted, single_quoted

__all__ = ["double_quoted", "single_quoted"]
