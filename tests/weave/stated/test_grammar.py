"""Sentences around a link in running prose."""

import pytest

from tests.weave.stated.small import typed, typed_back

S, C, D = "supports", "challenges", "depends_on"

ACTIVE = [
    ("This supports [[X]].", S),
    ("The field trial confirms [[X]].", S),
    ("These yields corroborate [[X]].", S),
    ("The plots kept their water all July, validating the idea that [[X]].", S),
    ("The result strengthens the case for [[X]].", S),
    ("This also provides concrete evidence that [[X]].", S),
    ("Our two wet years are evidence for [[X]].", S),
    ("The survey lends support to [[X]].", S),
    ("It suggests that [[X]].", S),
    ("This explains why [[X]].", S),
    ("The trial shows that [[X]].", S),
    ("This is why [[X]].", S),
    ("Roots stay cool, and therefore [[X]].", S),
    ("Cool soil loses little water, which is why [[X]].", S),
    ("This converges closely with the claim that [[X]].", S),
    ("It supports both [[O]] and [[X]].", S),
    ("This not only supports [[X]] but adds a reason.", S),
    ("This challenges [[X]].", C),
    ("The drought plots contradict [[X]].", C),
    ("This finding undermines the claim that [[X]].", C),
    ("The measurements cut against [[X]].", C),
    ("This is in tension with [[X]].", C),
    ("Such losses are at odds with [[X]].", C),
    ("These data cast doubt on [[X]].", C),
    ("This calls into question [[X]].", C),
    ("The sandy plots are a counterexample to [[X]].", C),
    ("That result runs counter to [[X]].", C),
    ("The slug counts complicate [[X]].", C),
    ("This poses a serious challenge to [[X]].", C),
    ("These data cast serious doubt on [[X]].", C),
    ("This poses a challenge to [[X]].", C),
    ("Evidence from sand is evidence against [[X]].", C),
    ("This weakens the older argument that [[X]].", C),
    ("This builds on [[X]].", D),
    ("The argument here rests on [[X]].", D),
    ("This depends crucially on [[X]].", D),
    ("This claim presupposes [[X]].", D),
    ("It is grounded in [[X]].", D),
    ("This follows from [[X]].", D),
    ("This holds because [[X]].", D),
    ("Compost adds carbon to clay because [[X]].", D),
    ("This argument is premised on [[X]].", D),
    # an instance supports
    ("This is an instance of [[X]].", S),
    ("The field trial is a textbook case of [[X]].", S),
    ("These wet years are an example of [[X]].", S),
    ("Clay plots exemplify [[X]].", S),
    ("This is itself a manifestation of [[X]].", S),
    ("Compost plots are the failure mode that [[X]] names.", S),
    # so does an explanation
    ("This explains [[X]].", S),
    ("The carbon result directly explains [[X]].", S),
    ("[[X]] is partly explained by this.", S),
    ("[[X]] is explained by this claim.", S),
    ("This provides the mechanism for [[X]].", S),
    ("This offers the simplest explanation for [[X]].", S),
    ("This is exactly what [[X]] predicts.", S),
    ("The compost effect is why [[X]].", S),
    # narrowing
    ("This narrows [[X]] to loam.", C),
    ("This tempers the claim that [[X]].", C),
    ("These plots qualify [[X]].", C),
    ("[[X]] holds only where soils are wet.", C),
    ("[[X]] only applies in sandy soil.", C),
    ("This finding limits the scope of [[X]].", C),
    ("The slug counts are an exception to [[X]].", C),
]


@pytest.mark.parametrize(("text", "type_"), ACTIVE)
def test_the_note_says_what_it_does_to_the_link(text: str, type_: str | None) -> None:
    assert typed(text) == type_


PASSIVE = [
    ("This is supported by [[X]].", S),
    ("This note is challenged by [[X]].", C),
    ("This claim is undermined by [[X]].", C),
    ("This finding was confirmed by [[X]].", S),
    ("[[X]] supports this.", S),
    ("[[X]] contradicts this claim.", C),
    ("[[X]] builds on this note.", D),
    ("[[X]] is evidence for this claim.", S),
    ("[[X]] is evidence against this.", C),
]


@pytest.mark.parametrize(("text", "type_"), PASSIVE)
def test_a_statement_about_the_link_runs_the_other_way(text: str, type_: str) -> None:
    assert typed_back(text) == type_
    assert typed(text) == ("supports" if type_ == D else None)


def test_a_note_that_calls_itself_a_foundation_supports() -> None:
    assert typed("This is the empirical foundation for [[X]].") == S
    assert typed_back("This is the empirical foundation for [[X]].") is None


def test_the_target_speaks_about_the_source() -> None:
    assert typed("", "[[S]] supports this.") == S
    assert typed("", "This is challenged by [[S]].") == C
    assert typed("", "This rests on [[S]].") == S
    assert typed("", "[[S]] depends on this.") == D
    assert typed("", "This challenges [[S]].") is None


GIVING = [
    ("[[X]] provides the mechanism here.", D),
    ("[[X]] provides the political mechanism.", None),
    ("[[X]] supplies the rationale for this.", D),
    ("[[X]] makes this approach workable.", D),
    ("[[X]] underlies this claim.", D),
    ("[[X]] provides the mechanism for slug control.", None),
    ("[[X]] may provide the mechanism.", None),
    ("[[X]] makes this harder.", None),
]


@pytest.mark.parametrize(("text", "type_"), GIVING)
def test_what_the_link_gives(text: str, type_: str | None) -> None:
    assert typed(text) == type_


SILENT = [
    # negation
    "This does not contradict [[X]].",
    "This doesn't support [[X]].",
    "The trial never confirmed [[X]].",
    "This provides no evidence for [[X]].",
    "There is little evidence for [[X]].",
    "The plots fail to support [[X]].",
    "This refines rather than refuting [[X]].",
    "The surveys hardly undermine [[X]].",
    "Nothing here challenges [[X]].",
    "This is not in tension with [[X]].",
    "This is not based on [[X]].",
    "Without supporting [[X]], the trial is still useful.",
    # hedges, conditions, questions
    "This may support [[X]].",
    "The survey could undermine [[X]].",
    "If the trial holds, this contradicts [[X]].",
    "Does this contradict [[X]]?",
    "It would weaken [[X]].",
    "Perhaps this supports [[X]].",
    "We do not know whether it challenges [[X]].",
    "The trial seems to support [[X]].",
    "More plots are needed to confirm [[X]].",
    # attribution
    "Critics argue that this undermines [[X]].",
    "According to the growers' union, this refutes [[X]].",
    'The review calls this "a study that contradicts [[X]]" and moves on.',
    "Skeptics challenge [[X]].",
    "Miller contends that the data undermine [[X]].",
    "The idea that sand contradicts [[X]] is common.",
    # somebody else's relation
    "[[O]] supports [[X]].",
    "[[O]] challenges [[X]].",
    "This challenges the growers described near [[X]].",
    "This challenges the seed trade. See [[X]].",
    "This challenges [[O]], unlike [[X]].",
    "The harvest depends on [[X]].",
    # who extends, grounds or applies what tells of no evidence
    "This extends [[X]].",
    "This paper directly extends [[X]].",
    "Work of this kind was extended in [[X]].",
    "This grounds [[X]] in soil physics.",
    "This is an application of [[X]].",
    "Here we apply [[X]].",
    # a reason of what explains the linked note
    "The drought trap is why, since [[X]], watering fails.",
    "The drought trap explains why, because [[X]], watering fails.",
    "How compost acts because [[X]].",
    "Compost raises carbon in clay since [[X]].",
    "This explains compost yields, because [[X]].",
    # participles that are attributes or passives, and nouns that look like verbs
    "This joins it to studies of politically motivated gardens such as [[O]] and [[X]].",
    "It echoes work on salience challenged in [[O]] and [[X]].",
    "The claims were confirmed at [[X]].",
    "Most contested plots follow [[X]].",
    "It speaks to debates exemplified by [[X]].",
    "It joins methods supported by [[O]] and [[X]].",
    "I wrote on the foundations of [[X]].",
    "It lays the foundations for an [[X]].",
    "This sits in tension with [[X]], but only superficially.",
    "This seemingly contradicts [[X]].",
    "Here we learned the premise of [[X]].",
    "Here is a seed counter [[X]].",
    "A deep, narrow [[X]].",
    # examples of something else
    "This supports later methods such as [[X]].",
    "This challenges the trade, like [[X]].",
    "This strengthens projects including [[X]].",
    "The result holds despite the assumption of [[X]].",
    # what a text is about
    "This chapter explains [[X]].",
    "The lecture explains [[X]].",
    "Compost demonstrates what [[X]] means.",
    "In the case of [[X]] we wait.",
    "For an example of [[X]] see the plots.",
    "Critics say this is an instance of [[X]].",
    "This is not an instance of [[X]].",
    "Is this an instance of [[X]]?",
    "This may be an example of [[X]].",
    "Perhaps [[X]] holds only where soils are wet.",
    # what follows takes it back, or holds it in theory alone
    "This supports [[X]] in the case of sand but contradicts it in clay.",
    "This supports [[X]], but only weakly.",
    "This supports [[X]] unless soils are sandy.",
    "This supports [[X]] in theory.",
    "In theory this supports [[X]].",
    "It implies [[X]], which is absurd.",
    "At first this contradicts [[X]]; on a closer look it does not.",
    "This builds on [[X]] without assuming it.",
    "This contradicts [[X]], though it may not last.",
    "This suggests that [[X]], but the data are thin.",
    # another object
    "This shows that [[X]] and [[O]] agree.",
    "The plots strengthen the case against [[X]].",
    "The plots support the opposite of [[X]].",
    "This validates the criticism of [[X]].",
    "This demonstrates the limits of [[X]].",
    "This reinforces the need for [[X]].",
    "This contradicts the critics of [[X]].",
    "This presupposes the failure of [[X]].",
    "[[O]] and this support [[X]].",
    "The paper that supports [[X]] was retracted.",
    "Hence the name [[X]].",
    # what authors do, and what others say
    "We support [[X]] with drip lines.",
    "We validated [[X]] on three plots.",
    "This is often cited as evidence for [[X]].",
    "Miller cites this as evidence for [[X]].",
    "This counts as evidence for [[X]] to some.",
    "This resolves the tension with [[X]].",
    "This answers the objection to [[X]].",
    "The apparent conflict with [[X]] is small.",
    # contrast and mention are not relations
    "Unlike [[X]], this is about carbon.",
    "Whereas [[X]], clay is different.",
    "Despite [[X]], beds dry out.",
    "In contrast to [[X]], carbon is slow.",
    "However, [[X]] is another matter.",
    "This connects to [[X]].",
    "Since [[X]], the gardener can wait until August.",
    "The beds dried out because [[X]] was ignored.",
    "Compare [[X]].",
    "The challenge [[X]] poses is practical.",
    "Counter: [[X]].",
    "The support of [[X]] by the union is welcome.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_statement(text: str) -> None:
    assert typed(text) is None
    assert typed_back(text) is None


def test_quotations_code_and_tables_are_not_the_authors_words() -> None:
    assert typed("> This supports [[X]].") is None
    assert typed("```\nThis supports [[X]].\n```") is None
    assert typed("| This supports [[X]]. |") is None


def test_a_sentence_wrapped_over_lines_is_one() -> None:
    assert typed("The trial of two years\nsupports\n[[X]] without reserve.") == S


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert typed("Data from two plots, e.g. Rows A and B, contradict [[X]].") == C


def test_a_section_of_objections_gives_the_other_side_a_voice() -> None:
    assert typed("## Objections\n\nThis contradicts [[X]].") is None
    assert typed_back("## Objections\n\n[[X]] contradicts this claim.") == C
    assert typed("## Findings\n\nThis contradicts [[X]].") == C
