"""What the linter found in notes, by their content and the rules that held for them."""

import os
from collections.abc import Callable, Iterable
from typing import get_args

from reweave.cache.digest import digest_of
from reweave.cache.store import Entry, Store
from reweave.config.model import Config
from reweave.lint.result import NoteResult, Outcome
from reweave.note.finding import Finding, Fix, Severity

_CODES = {name: b"%c" % letter for name, letter in zip(get_args(Outcome), b"ucrxntj", strict=True)}
_NOTHING_FOUND = {code: NoteResult(name, ()) for name, code in _CODES.items()}
_OUTCOMES = {code: name for name, code in _CODES.items()}
_ROW, _FIELD, _ESCAPE = "\x1e", "\x1f", "\x1d"
"""What separates findings and their fields: reading this takes no import, as JSON does."""
_ESCAPES = {char: f"{_ESCAPE}{number}" for number, char in enumerate((_ESCAPE, _ROW, _FIELD, "\0"))}
_MOST_KNOWN = 1000
_CODES_OF = str.maketrans(_ESCAPES)
_SEVERITIES, _FIXES = {str(one): one for one in Severity}, {str(one): one for one in Fix}


class NoteCache:
    """The results of notes: their class, and what is found in them. Changes are never kept."""

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        unsafe: bool,
        changes: bool,
        by_rule: bool = False,
        vault: Callable[[], bytes],
    ) -> None:
        """Look up the results of one configuration.

        With `changes`, notes that would be changed are not known: changes are made and proved again each time. `vault`
        returns the digest of all notes of the vault. It is called once, and only for notes whose rules ask about other
        notes.
        """
        self._changes = changes
        self._store = store
        self._config = config
        self._how = b"%d%d" % (unsafe, by_rule)
        self._rules: dict[tuple[int, ...], bytes] = {}
        self._vault = vault
        self._whole: bytes | None = None

    def get(self, path: str, digest: bytes) -> NoteResult | None:
        """Return the result of a note if the note with this digest was linted by the same rules."""
        entry = self._store.get(self._key(path), digest)
        return None if entry is None else self._results([(path, entry)]).get(path)

    def get_unread(self, files: Iterable[tuple[str, bytes]]) -> dict[str, NoteResult]:
        """Return the results of notes, given as path and stamp, whose files have the stamp that they had.

        Left out are those that were not linted by the same rules.
        """
        found = ((path, self._store.get_unread(self._key(path), stamp)) for path, stamp in files)
        return self._results([(path, entry) for path, entry in found if entry is not None])

    def put(self, path: str, digest: bytes, result: NoteResult, *, asks_vault: bool, stamp: bytes = b"") -> None:
        """Remember the result of a note; `asks_vault` says that it depends on other notes, too."""
        scope = self.vault_digest() if asks_vault else b""
        self._store.put(self._key(path), digest, _encoded(result), scope=scope, stamp=stamp)

    def stamp(self, path: str, digest: bytes, stamp: bytes) -> None:
        """Remember that a known note need not be read as long as its file has this stamp."""
        key = self._key(path)
        entry = self._store.get(key, digest)
        if entry is not None and stamp:
            self._store.put(key, digest, entry.value, scope=entry.scope, stamp=stamp)

    def _results(self, found: list[tuple[str, Entry]]) -> dict[str, NoteResult]:
        """Return those results that hold; none where one is not as `_encoded` writes it."""
        holding = [
            (path, entry.value)
            for path, entry in found
            if not (self._changes and entry.value.startswith(_CODES["changed"]))
            and (not entry.scope or entry.scope == self.vault_digest())
        ]
        said: dict[str, _Said] = {}
        try:
            return {path: _NOTHING_FOUND.get(value) or _decoded(path, value, said) for path, value in holding}
        except (ValueError, TypeError, KeyError):
            return {}  # not written by this code

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known about any note."""
        return not len(self._store)

    def vault_digest(self) -> bytes:
        """Return the digest of all that rules may ask about the vault: its notes, and how names and edges are read."""
        if self._whole is None:
            self._whole = self._with_config(self._vault())
        return self._whole

    def asked(self, vault: bytes) -> None:
        """Take note that rules ask about the vault with this digest: what they find is found in no other."""
        self._whole = self._with_config(vault)

    def _with_config(self, vault: bytes) -> bytes:
        return digest_of(vault + repr(self._config.tables).encode("utf-8", "surrogatepass"))

    def save(self) -> None:
        """Write what is new."""
        self._store.save()

    def _key(self, path: str) -> bytes:
        applying = self._config.overrides_for(path)
        rules = self._rules.get(applying)
        if rules is None:
            chosen = repr(self._config.rule_tables(applying)).encode("utf-8", "surrogatepass")
            rules = self._rules[applying] = digest_of(self._how + chosen)
        return rules + os.fsencode(path)


def whole_digest(notes: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the digest of all notes of a vault, given as path and digest."""
    return digest_of(b"\0".join(part for path, digest in notes for part in (os.fsencode(path), digest)))


def _encoded(result: NoteResult) -> bytes:
    code = _CODES[result.outcome]
    if not result.findings:
        return code
    return code + _ROW.join(map(_row, result.findings)).encode("utf-8", "surrogatepass")


def _row(finding: Finding) -> str:
    _, line, column, rule, message, severity, fix, suggestion = finding
    fields = [str(line), str(column), _escaped(rule), _escaped(message), severity, fix]
    if suggestion is not None:
        fields.append(_escaped(suggestion))
    return _FIELD.join(fields)


_Said = tuple[str, str, Severity, Fix, str | None]
"""A finding without its place: its rule, message, severity, fix and suggestion."""


def _decoded(path: str, encoded: bytes, known: dict[str, _Said]) -> NoteResult:
    """Return the result of a note; what several findings say is decoded and kept once, in `known`."""
    findings = []
    for row in encoded[1:].decode("utf-8", "surrogatepass").split(_ROW):
        line, column, rest = row.split(_FIELD, 2)
        said = known.get(rest)
        if said is None:
            said = _said(rest)
            if len(known) < _MOST_KNOWN:
                known[rest] = said
        findings.append(Finding(path, int(line), int(column), *said))
    return NoteResult(_OUTCOMES[encoded[:1]], tuple(findings))


def _said(encoded: str) -> _Said:
    rule, message, severity, fix, *rest = map(_unescaped, encoded.split(_FIELD))
    (suggestion,) = rest or (None,)
    return rule, message, _SEVERITIES[severity], _FIXES[fix], suggestion


def _escaped(text: str) -> str:
    return text if text.isprintable() else text.translate(_CODES_OF)


def _unescaped(text: str) -> str:
    if _ESCAPE not in text:
        return text
    for char, code in reversed(_ESCAPES.items()):
        text = text.replace(code, char)
    return text
