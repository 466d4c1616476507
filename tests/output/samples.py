"""Findings of every severity and fix, with names and messages that hurt."""

from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary

STYLE = Finding("claims/b, c: 100%.md", 4, 3, "list-indent", "indented by 2, not 0", Severity.STYLE, Fix.SAFE)
UNSAFE = Finding("claims/b, c: 100%.md", 4, 1, "tab-indent", "indented by a tab", Severity.WARNING, Fix.UNSAFE)
PERSON = Finding(
    "größe\udcff.md", 7, 1, "impossible-date", "2026-02-00 is no date", Severity.WARNING, Fix.NO, "write the day"
)
BROKEN = Finding("x\nb.md:1:1: fake\x1b[31m\u202e", 2, 1, "unreadable", "bad\r\n50% \udcfe", Severity.ERROR, Fix.NO)
FINDINGS = [BROKEN, STYLE, PERSON, UNSAFE]
SUMMARY = Summary(notes=1229, unchanged=1000, changed=150, refused=2, unreadable=39, no_frontmatter=34, toml=3, json=1)
