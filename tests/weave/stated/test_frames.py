"""Sentences that state a relation by a fixed turn, in the ways that different authors put it; and those that do not."""

import pytest

from tests.weave.stated.small import typed, typed_back

S, C, D = "supports", "challenges", "depends_on"

FORWARD = [
    # conclusions and reasons
    ("This is one of the reasons [[X]].", S),
    ("This is part of why [[X]].", S),
    ("That is precisely why [[X]].", S),
    ("That's why [[X]].", S),
    ("It follows from this that [[X]].", S),
    ("We can conclude that [[X]].", S),
    ("Thus [[X]].", S),
    ("Consequently, [[X]].", S),
    ("Roots stay cool, thus [[X]].", S),
    ("This implies that [[X]].", S),
    ("This entails [[X]].", S),
    # what a finding does
    ("This makes it more likely that [[X]].", S),
    ("This makes [[X]] even more plausible.", S),
    ("This adds to the case that [[X]].", S),
    ("It gives us good reason to think that [[X]].", S),
    ("The trial confirms what [[X]] predicted.", S),
    ("The trial shows that [[X]] holds.", S),
    ("This speaks in favour of [[X]].", S),
    ("This is an argument for [[X]].", S),
    ("This makes [[X]] less plausible.", C),
    ("It gives us reason to doubt [[X]].", C),
    ("This calls [[X]] into question.", C),
    ("The plots throw doubt on [[X]].", C),
    ("This shows that [[X]] is wrong.", C),
    ("The sandy plots suggest that [[X]] does not hold in general.", C),
    ("This means [[X]] cannot be right.", C),
    ("This is hard to reconcile with [[X]].", C),
    ("This sits uneasily with [[X]].", C),
    ("There is a clear tension between this and [[X]].", C),
    ("This counts against [[X]].", C),
    ("This limits the scope of [[X]].", C),
    ("This is a serious problem for [[X]].", C),
    ("Contra [[X]], beds dry out.", C),
    ("I disagree with [[X]].", C),
    # premises
    ("This only works if [[X]].", D),
    ("This claim holds only if [[X]].", D),
    ("The argument assumes that [[X]].", D),
    ("This relies on the fact that [[X]].", D),
    ("This requires that [[X]].", D),
    ("It takes [[X]] as its premise.", D),
    ("This takes [[X]] for granted.", D),
    ("The key premise here is [[X]].", D),
    ("One premise of this argument is that [[X]].", D),
    ("The reason this works is that [[X]].", D),
    ("Why? Because [[X]].", D),
    ("This starts from the premise that [[X]].", D),
    ("Building on [[X]], we can say that carbon stays.", D),
    ("[[X]] is why this works.", D),
    ("[[X]] explains why.", D),
]


@pytest.mark.parametrize(("text", "type_"), FORWARD)
def test_from_the_note_to_the_link(text: str, type_: str) -> None:
    assert typed(text) == type_


BACKWARD = [
    ("The strongest counterargument is that [[X]].", C),
    ("The main objection to this is [[X]].", C),
    ("An important caveat is [[X]].", C),
    ("However, [[X]] suggests otherwise.", C),
    ("But [[X]] argues the opposite.", C),
    ("[[X]] shows that this is wrong.", C),
    ("Further evidence comes from [[X]].", S),
    ("The best evidence for this claim is [[X]].", S),
    ("This is backed up by [[X]].", S),
    ("This is borne out by [[X]].", S),
    ("[[X]] bears this out.", S),
]


@pytest.mark.parametrize(("text", "type_"), BACKWARD)
def test_from_the_link_to_the_note(text: str, type_: str) -> None:
    assert typed_back(text) == type_
    assert typed(text) is None


SILENT = [
    # the clause goes on behind the link, so its end may say the contrary
    "This shows that [[X]] is only one view.",
    "This supports the idea that [[X]] was a fad.",
    "This is why [[X]] reaches its clearest form here.",
    "The trial shows that [[X]] may hold.",
    # hedges and the past
    "At first glance this contradicts [[X]].",
    "Superficially, this is in tension with [[X]].",
    "I once thought this contradicted [[X]].",
    "This used to support [[X]].",
    "Perhaps this is why [[X]].",
    "If so, this is why [[X]].",
    "Is this why [[X]]?",
    "This is not why [[X]].",
    "This would make [[X]] less plausible.",
    # what people and institutions do is not what the note does
    "The union supports [[X]].",
    "Farmers challenge [[X]].",
    "Anyone who supports [[X]] should read this.",
    "The state supports [[X]] with subsidies.",
    "Smith's book supports [[X]].",
    "Smith (2019) challenges [[X]].",
    "Smith shows that [[X]].",
    "Studies show that [[X]].",
    "Critics say that this calls [[X]] into question.",
    'She wrote "this is why [[X]]" and left.',
    "Many take [[X]] for granted.",
    "Gardeners start from [[X]].",
    # other subjects of a participle, and suppositions
    "Building on [[X]], the growers left.",
    "Assuming [[X]], compost raises carbon.",
    "Only if [[X]] will growers stay.",
    # settings and contrasts
    "Since [[X]], compost raises carbon in clay.",
    "Because [[X]], growers can wait.",
    "Given that [[X]], growers can wait.",
    "Although [[X]], clay is slow.",
    "If [[X]], then compost raises carbon.",
    "This is consistent with [[X]].",
    "This is similar to [[X]].",
    "As argued in [[X]], water matters.",
    "It is well known that [[X]].",
    "So, [[X]] is worth reading.",
    "The main evidence is [[X]] and hearsay.",
    "This is far from evidence for [[X]].",
    "This is nowhere near evidence for [[X]].",
    "This falls short of evidence for [[X]].",
    "This is anything but evidence for [[X]].",
    "This undermines the evidence for [[X]].",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_statement(text: str) -> None:
    assert typed(text) is None
    assert typed_back(text) is None


@pytest.mark.parametrize("text", ["This is why [[X]].", "This calls [[X]] into question.", "Thus [[X]]."])
def test_objections_are_not_the_note_s_own(text: str) -> None:
    assert typed(f"## Objections\n\n{text}") is None
