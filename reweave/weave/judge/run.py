"""Counts and spending of one run of the judge."""

from dataclasses import dataclass

from reweave.weave.judge.budget import Budget

_PATIENCE = 3
"""After this many requests in succession without an answer, or without one that can be read, no more are sent."""


@dataclass(slots=True)
class JudgeRun:
    """One run, over one or several sets of pairs.

    Pairs `asked`; `cached` from kept answers; `skipped`, never asked because of a prompt injection; answers that were
    `refused`; requests `unanswered`; pairs `left` because the run was stopped (`stop` says why).
    """

    budget: Budget
    asked: int = 0
    cached: int = 0
    skipped: int = 0
    refused: int = 0
    unanswered: int = 0
    left: int = 0
    stop: str = ""
    _unanswered_in_succession: int = 0
    _unreadable_in_succession: int = 0

    def answered(self, unreadable: str = "") -> None:
        """Count a request that was answered; stop where no answer can be read (`unreadable` says why) any more."""
        self._unanswered_in_succession = 0
        self._unreadable_in_succession = self._unreadable_in_succession + 1 if unreadable else 0
        if self._unreadable_in_succession >= _PATIENCE:
            self.stop = self.stop or f"the judge's answers cannot be read: {unreadable}"

    def failed(self, why: str) -> None:
        """Count a request that was not; stop where the endpoint seems to be gone."""
        self.unanswered += 1
        self._unanswered_in_succession += 1
        if self._unanswered_in_succession >= _PATIENCE:
            self.stop = self.stop or f"the judge does not answer: {why}"
