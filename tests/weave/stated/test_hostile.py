"""Any text: what is stated is quoted from a note, contradictions give nothing, and the work grows with the text."""

import cProfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges
from tests.weave.stated.small import MULCH, small_vault

_SHORT = (
    "[[X]]~[[S]]~[[O]]~[[X]] — ~- ~## Challenges\n~Supports:\n~depends on:: ~this ~that ~supports ~contradicts ~"
    "is why ~because ~rests on ~not ~may ~but only if ~why ~calls ~into question~is wrong~evidence for ~"
    'compost carbon ~mulching beds ~e.g. ~"~“~> ~`~|~(~)~[~]~**~:~;~,~. ~?~!~→~--~\n~\n\n~\t~\x00~\x1b[31m~'
    "\u202e~\ue000~\ue001~\ue002~\u2028~```\n~1. ~the claim ~𝒙~İ~ß"
)
_PIECES = _SHORT.split("~")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.lists(st.sampled_from(_PIECES), max_size=15))
def test_what_is_stated_is_quoted_from_one_of_the_notes(body: list[str], other: list[str]) -> None:
    vault = small_vault("".join(body), "".join(other))
    for one in type_edges(vault, [(0, 1), (1, 0)]):
        if one.type is not None:
            record = vault.records[vault.by_path[one.path]]
            assert one.quote and one.origin is not None
            assert one.quote in " ".join(record.body.split())
            lines = record.source.decode().split("\n")
            assert one.quote.split()[0] in lines[one.line - 1]


@pytest.mark.parametrize(
    "unit",
    [
        "- [[X]] — the claim this supports\n",
        "This supports [[X]].\n\n",
        "This is why [[X]]. ",
        "[[X]] ",
        "Supports: [[X]]\n",
        "```\n",
        "really ",
        "[[",
        "(supports:: ",
        "\x1b[31m",
    ],
)
def test_the_work_grows_no_faster_than_the_text(unit: str) -> None:
    small, large = (_calls(unit * count) for count in (300, 600))
    assert large < 2.2 * small + 2_000


def _calls(body: str) -> int:
    vault = small_vault(body + f"[[{MULCH}]]")
    return _counted(vault)


def _counted(vault: Vault) -> int:
    assert vault.links and not vault.references[0]
    profile = cProfile.Profile()
    profile.enable()
    type_edges(vault, [(0, 1)])
    profile.disable()
    return sum(one.callcount for one in profile.getstats())
