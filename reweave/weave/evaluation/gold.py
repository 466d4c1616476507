"""Reading gold: one pair of notes a line, by their paths in a vault or by their texts, with what joins them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.vault.vault import Vault

_LONGEST_NAME = 200
_FORMS = (("source", "target"), ("source_text", "target_text"))


@dataclass(frozen=True, slots=True)
class GoldPair:
    """One line of gold. `source` and `target` are paths, or texts where `is_text`; `label` is what joins them.

    `reverse` is what the target does to the source; empty where the line does not say.
    """

    line: int
    source: str
    target: str
    label: str
    is_text: bool
    reverse: str = ""


def parse_gold(source: bytes, name: str, labels: Collection[str], sure: int = 0) -> list[GoldPair]:
    """Return the pairs of a gold file called `name`; those that say `sure` and less than `sure` are left out.

    Raises:
        ReweaveError: a line is not such a pair (with its number), or there is none.
    """
    pairs = []
    for number, line in enumerate(source.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise _bad(name, number, "not JSON") from error
        if not isinstance(data, dict):
            raise _bad(name, number, "not a JSON object")
        certainty = data.get("sure", sure)
        if not isinstance(certainty, int):
            raise _bad(name, number, '"sure" must be an integer')
        pair = _pair(data, name, number, labels)
        if certainty >= sure:
            pairs.append(pair)
    if not pairs:
        raise ReweaveError("no pairs in this file", code="gold-empty", path=name)
    return pairs


def locate(pairs: Sequence[GoldPair], vault: Vault, name: str, folder: str = "") -> list[tuple[int, int]]:
    """Return the places of pairs that are given by paths, seen from `folder` of the vault or from its root.

    Raises:
        ReweaveError: a path names no note of the vault.
    """
    return [
        (_place(vault, pair.source, folder, name, pair.line), _place(vault, pair.target, folder, name, pair.line))
        for pair in pairs
    ]


def text_vault(pairs: Sequence[GoldPair], config: Config) -> tuple[Vault, list[tuple[int, int]]]:
    """Return a vault of the texts of pairs, each text once, and the places of the pairs in it."""
    texts = {text: place for place, text in enumerate(dict.fromkeys(t for p in pairs for t in (p.source, p.target)))}
    files = [(f"{place}/{_title(text)}.md", text.encode(errors="replace")) for text, place in texts.items()]
    # Whoever labelled these texts took them for claims.
    own = config._replace(weave=config.weave._replace(participants={}))
    return Vault.read(files, own), [(texts[pair.source], texts[pair.target]) for pair in pairs]


def _pair(data: dict[str, Any], name: str, number: int, labels: Collection[str]) -> GoldPair:
    label = data.get("label")
    if not isinstance(label, str) or label not in labels:
        given = label if isinstance(label, str) else json.dumps(label)
        message = f'unknown "label" {quoted(given)}' if "label" in data else '"label" is missing'
        raise _bad(name, number, message, did_you_mean(given, labels))
    reverse = data.get("reverse", "")
    if reverse != "" and reverse not in labels:
        given = reverse if isinstance(reverse, str) else json.dumps(reverse)
        raise _bad(name, number, f'unknown "reverse" {quoted(given)}', did_you_mean(given, labels))
    forms = [form for form in _FORMS if form[0] in data or form[1] in data]
    if len(forms) != 1:
        raise _bad(name, number, 'expected either "source" and "target", or "source_text" and "target_text"')
    source, target = (data.get(key) for key in forms[0])
    if not isinstance(source, str) or not isinstance(target, str) or not source.strip() or not target.strip():
        raise _bad(name, number, f'"{forms[0][0]}" and "{forms[0][1]}" must be non-empty strings')
    if source == target:
        raise _bad(name, number, "source and target are the same note")
    return GoldPair(number, source, target, label, is_text=forms[0] == _FORMS[1], reverse=reverse)


def _place(vault: Vault, path: str, folder: str, name: str, line: int) -> int:
    for one in (f"{folder}/{path}" if folder else path, path):
        if one in vault.by_path:
            return vault.by_path[one]
    raise ReweaveError(f"note {quoted(path)} not found in the vault", code="gold-no-such-note", path=name, line=line)


def _title(text: str) -> str:
    """Return the first line of a text, as a name that a file could have."""
    first = next((line.strip().lstrip("#") for line in text.splitlines() if line.strip()), "")
    return " ".join(first.replace("/", " ").split())[:_LONGEST_NAME] or "text"


def _bad(name: str, line: int, message: str, suggestion: str | None = None) -> ReweaveError:
    return ReweaveError(message, code="gold-invalid", path=name, line=line, suggestion=suggestion)
