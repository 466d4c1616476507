"""The exception that a command turns into a line on stderr and an exit code."""

from reweave.exit_codes import Exit


class ReweaveError(Exception):
    """An error that the user can fix: `message` says what is wrong, `suggestion` what to do.

    `code` is a short stable word for programs (`config-invalid`, `locked`, ...), `path` and `line` (from 1) say where,
    and the process ends with `exit_code`. The texts hold names as they are: whoever shows them escapes them.
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
