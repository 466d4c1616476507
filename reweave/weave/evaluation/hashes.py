"""Names of paths and sentences that give away neither: what is kept of a vault beside a reading."""

import hashlib

_LETTERS = 16


def hash_of(text: str) -> str:
    """Return the hash of a path or a sentence; white space counts as single spaces."""
    return hashlib.sha256(" ".join(text.split()).encode(errors="surrogatepass")).hexdigest()[:_LETTERS]
