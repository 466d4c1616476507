"""RW501: copies of `reweave.fm` that are old or edited."""

from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.code.vendored import CopyState, copy_state
from reweave.rules.base import Safety

_MESSAGES = {
    CopyState.OLD: "a copy of reweave.fm from another version",
    CopyState.EDITED: "a copy of reweave.fm that was edited",
}


class VendoredCopy(CodeRule):
    """A vendored copy of `reweave.fm` is old, or was edited.

    A copy carries the version and the hash of what it was made from. An old one may write what later readers were found
    to read otherwise; an edited one is no longer tested. Renew it with `reweave code vendor --force`, and put functions
    of your own into another file.
    """

    code = "RW501"
    safety = Safety.REPORT
    advice = "renew it with `reweave code vendor --force`"
    invalid = (
        Invalid(
            f"""
# A copy of reweave.fm 0.0.1, sha256 {"0" * 64}. Do not edit it; `reweave code vendor --force` renews it.
def quoted(value):
    return f'"{{value}}"'
""",
        ),
    )
    valid = (
        r"""
# A copy of something else.
FENCE = '---'
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield a report for the file."""
        state = copy_state(module.source.data)
        if state is CopyState.OLD or state is CopyState.EDITED:
            yield Report(self.code, 0, _MESSAGES[state])
