"""The one exception that a command turns into a line on stderr and an exit code."""

from reweave.exit_codes import Exit


class ReweaveError(Exception):
    """Something the user can mend: `message` says what is wrong, `suggestion` what to do.

    `code` is a short stable word for programs (`config-unknown-key`, `locked`, ...), `path` and `line` (from 1)
    name the place when there is one, and `exit_code` is what the process ends with.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        exit_code: Exit = Exit.USAGE,
        path: str | None = None,
        line: int | None = None,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.exit_code = exit_code
        self.path = path
        self.line = line
        self.suggestion = suggestion

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return place + self.message + (f"; {self.suggestion}" if self.suggestion else "")
