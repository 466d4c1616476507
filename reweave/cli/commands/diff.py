from reweave.cli.commands.fix import fix
from reweave.cli.options import (
    ChangedSince,
    ConfigFile,
    ExitZero,
    ExtendSelect,
    FindingFormat,
    Ignore,
    NoCache,
    Paths,
    Select,
    Unsafe,
)

SCHEMAS = ("findings",)


def diff(
    paths: Paths = None,
    unsafe: Unsafe = False,
    config: ConfigFile = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    exit_zero: ExitZero = False,
    changed_since: ChangedSince = None,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Show what `fix` would change, as a patch.

    The same as `reweave fix --diff`; in a pipe, `git apply` accepts the patch.

    Example:
    reweave diff | git apply --index
    """
    return fix(
        paths,
        unsafe=unsafe,
        diff=True,
        config=config,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        exit_zero=exit_zero,
        changed_since=changed_since,
        no_cache=no_cache,
        output_format=output_format,
    )
