"""Deciding, key by key, which side of three frontmatters wins."""

from enum import Enum
from typing import NamedTuple

from reweave.config.merge import MergeConfig
from reweave.merge.identity import ListKind, is_date
from reweave.merge.sections import Section, Sections, is_list
from reweave.merge.set_merge import SetPlan, plan_set
from reweave.note.tree import Scalar


class Take(Enum):
    """The side that a key is taken from."""

    OURS = "ours"
    THEIRS = "theirs"
    SET = "set"
    CONFLICT = "conflict"


class Decision(NamedTuple):
    """The decision for one key; `plan` where it is merged as a set."""

    take: Take
    plan: SetPlan | None = None


class ThreeSides(NamedTuple):
    """Base, ours and theirs, split into keys."""

    base: Sections
    ours: Sections
    theirs: Sections
    config: MergeConfig

    def of(self, name: str) -> tuple[Section | None, Section | None, Section | None]:
        """Return one key on the three sides."""
        return self.base.keys.get(name), self.ours.keys.get(name), self.theirs.keys.get(name)

    def kind(self, name: str) -> ListKind:
        """Return what the items of a key's list are."""
        if name in self.config.dated:
            return ListKind.DATED
        return ListKind.EDGES if name in self.config.edges else ListKind.WORDS

    def decide(self, name: str) -> Decision:
        """Decide one key: a side that did not change yields, compared first by lines, then by data."""
        base, ours, theirs = self.of(name)
        take = _three_way(*(None if part is None else part.content for part in (base, ours, theirs)))
        if take is None and self.config.is_set(name) and is_list(base) and is_list(ours) and is_list(theirs):
            return self._set(name)
        take = take or _three_way(*(None if part is None else part.data for part in (base, ours, theirs)))
        if take is not None:
            return Decision(take)
        if ours is not None and theirs is not None:
            return self._resolved(name, ours, theirs)
        return Decision(Take.CONFLICT)

    def _set(self, name: str) -> Decision:
        base, ours, theirs = self.of(name)
        plan = plan_set(base, ours, theirs, self.kind(name))
        if not plan.identities:
            if ours is None:
                return Decision(Take.OURS)
            if theirs is None:
                return Decision(Take.THEIRS)
        return Decision(Take.SET, plan)

    def _resolved(self, name: str, ours: Section, theirs: Section) -> Decision:
        wanted = self.config.dates.get(name)
        our_date, their_date = (part.value.value if isinstance(part.value, Scalar) else "" for part in (ours, theirs))
        if wanted is None or not (is_date(our_date) and is_date(their_date)):
            return Decision(Take.CONFLICT)
        later = max(our_date.replace(" ", "T"), their_date.replace(" ", "T")) == our_date.replace(" ", "T")
        return Decision(Take.OURS if later is (wanted == "later") else Take.THEIRS)


def _three_way(base: object, ours: object, theirs: object) -> Take | None:
    if ours == theirs or theirs == base:
        return Take.OURS
    return Take.THEIRS if ours == base else None
