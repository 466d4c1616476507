"""Connectives of other languages: they are read, and not written before they are measured."""

import pytest

from reweave.weave.promotion import find_promotable
from reweave.weave.stated.languages import language_table
from reweave.weave.stated.measured import measured
from tests.weave.stated.small import small_vault, typed, typed_back, verdict

S, C, D = "supports", "challenges", "depends_on"

STATED = [
    ("Dies stützt [[X]].", S),
    ("Diese Beobachtung bestätigt die These, dass [[X]].", S),
    ("Der Befund ist ein Beleg für [[X]].", S),
    ("Daher gilt [[X]].", S),
    ("Das widerspricht [[X]].", C),
    ("Dieser Fall steht im Widerspruch zu [[X]].", C),
    ("Dies schränkt [[X]] ein.", C),
    ("[[X]] gilt nur, wenn der Boden feucht ist.", C),
    ("Dies beruht auf [[X]].", D),
    ("Diese These setzt [[X]] voraus.", D),
    ("Kompost bindet Kohlenstoff, weil [[X]].", D),
    ("Esto confirma [[X]].", S),
    ("Este estudio respalda la idea de que [[X]].", S),
    ("Por lo tanto, [[X]].", S),
    ("Esto contradice [[X]].", C),
    ("Esta observación pone en duda [[X]].", C),
    ("Esto se basa en [[X]].", D),
    ("Isto sustenta [[X]].", S),
    ("Este resultado reforça a hipótese de que [[X]].", S),
    ("Portanto, [[X]].", S),
    ("Isso contradiz [[X]].", C),
    ("Esta tese pressupõe [[X]].", D),
    ("Cela confirme [[X]].", S),
    ("Cette étude étaye l'hypothèse que [[X]].", S),
    ("Donc [[X]].", S),
    ("Ceci contredit [[X]].", C),
    ("Ce résultat remet en cause [[X]].", C),
    ("Cela repose sur [[X]].", D),
    ("Questo conferma [[X]].", S),
    ("Questo studio avvalora la tesi che [[X]].", S),
    ("Quindi [[X]].", S),
    ("Ciò contraddice [[X]].", C),
    ("Questa tesi si basa su [[X]].", D),
]
BACK = [
    ("[[X]] widerspricht dieser These.", C),
    ("Dies wird durch [[X]] bestätigt.", S),
    ("[[X]] apoya esta tesis.", S),
    ("[[X]] contradiz esta ideia.", C),
    ("[[X]] réfute cette thèse.", C),
    ("[[X]] conferma questa ipotesi.", S),
]
SILENT = [
    "Dies stützt [[X]] nicht.",
    "Dies könnte [[X]] widerlegen.",
    "Dies bestätigt vielleicht [[X]].",
    "Widerspricht dies [[X]]?",
    "Kritiker behaupten, dies widerlegt [[X]].",
    "Der Handel stützt [[X]].",
    "Wenn dies [[X]] bestätigt, ist viel gewonnen.",
    "Dies stützt [[O]], siehe auch [[X]].",
    "Esto no contradice [[X]].",
    "Según Pérez, esto confirma [[X]].",
    "Isto não sustenta [[X]].",
    "Talvez isto contradiz [[X]].",
    "Cela ne confirme pas [[X]].",
    "Selon lui, cela confirme [[X]].",
    "Questo non conferma [[X]].",
    "Forse questo contraddice [[X]].",
    "Siehe [[X]].",
    "Ver [[X]].",
    "Voir aussi [[X]].",
]


@pytest.mark.parametrize(("text", "type_"), STATED)
def test_what_this_note_does(text: str, type_: str) -> None:
    assert typed(text) == type_
    assert "-" in verdict(text).rule.partition("/")[0]


@pytest.mark.parametrize(("text", "type_"), BACK)
def test_what_the_link_does(text: str, type_: str) -> None:
    assert typed_back(text) == type_


@pytest.mark.parametrize("text", SILENT)
def test_what_states_nothing(text: str) -> None:
    assert typed(text) is None and typed_back(text) is None


def test_nothing_is_written_before_it_is_measured() -> None:
    for row in (one.row for one in language_table().patterns):
        assert not measured().precision(f"{row.language.code}-{row.family}/prose/{row.words}").written
    [found] = find_promotable(small_vault("Dies stützt [[X]].", ""))
    assert found.rule == "de-evidence/prose/stützt" and found.confidence == 0
