"""Reading the answers of `git check-attr -z`."""

from reweave.git.paths import decode_path


def parse_attributes(answers: bytes) -> dict[str, str]:
    """Return the attribute's value for each path that has it, from the answers about one attribute."""
    fields = answers.split(b"\0")
    values = zip(fields[::3], fields[2::3], strict=False)
    return {decode_path(path): decode_path(value) for path, value in values if value not in (b"unspecified", b"unset")}
