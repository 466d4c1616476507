"""What a finding is recognized by from one commit to the next, for services that compare them."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote_from_bytes

from reweave.note.finding import Finding
from reweave.output.paths import valid


def fingerprinted(findings: Iterable[Finding], prefix: str) -> Iterator[tuple[Finding, str]]:
    """Yield findings, which are in order, each with its fingerprint; `prefix` is the root's place in the repository.

    A fingerprint depends on the path, the rule, the message and the place among equal ones in the note, not on the
    line, so that it stays the same when lines are added.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        same = (finding.path, finding.rule, finding.message)
        parts = [path_uri(prefix + finding.path), finding.rule, valid(finding.message), str(seen[same])]
        seen[same] += 1
        yield finding, sha256(json.dumps(parts).encode()).hexdigest()


def path_uri(path: str) -> str:
    """Return a relative path as a URI reference; bytes that are not UTF-8 are percent-encoded, too."""
    return quote_from_bytes(os.fsencode(path))
