from reweave.cli.commands.fix import fix
from reweave.cli.options import ConfigFile, FindingFormat, NoCache, Paths, Unsafe

SCHEMAS = ("findings",)


def diff(
    paths: Paths = None,
    unsafe: Unsafe = False,
    config: ConfigFile = None,
    no_cache: NoCache = False,
    output_format: FindingFormat = "text",
) -> int:
    """Show what `fix` would change, as a patch.

    The same as `reweave fix --diff`; in a pipe, `git apply` accepts the patch.

    Example:
    reweave diff | git apply --index
    """
    return fix(paths, unsafe=unsafe, diff=True, config=config, no_cache=no_cache, output_format=output_format)
