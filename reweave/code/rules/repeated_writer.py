"""RW303: the same writer in several files."""

import ast
from collections.abc import Iterator

from reweave.code.module import Module
from reweave.code.rule import CodeRule, Invalid, Report
from reweave.rules.base import Safety


class RepeatedWriter(CodeRule):
    """The same function writes frontmatter in two or more files.

    A fix to one copy leaves the others broken. Keep one and import it. Functions are compared by what they do, not by
    names, comments or layout.
    """

    code = "RW303"
    safety = Safety.REPORT
    advice = "keep the function in one file, and import it"
    invalid = (
        Invalid(
            r"""
def note(n):
    lines = ['---']
    lines.append(f'n: {int(n)}')
    lines.append('---')
    return '\n'.join(lines)
""",
        ),
    )
    valid = (
        r"""
def note(n):
    lines = [n]
    return '\n'.join(lines)
""",
    )

    def check(self, module: Module) -> Iterator[Report]:
        """Yield nothing: it takes two files."""
        del module
        yield from ()

    def repeats(self, module: Module) -> Iterator[tuple[str, Report]]:
        """Yield a report for each function that writes frontmatter, with its fingerprint."""
        for scope in module.scopes:
            if module.frontmatter(scope) and not isinstance(scope.node, ast.Module):
                message = f"`{scope.node.name}` duplicates a frontmatter writer"
                yield _fingerprint(scope.node), Report(self.code, module.source.start(scope.node), message)


def _fingerprint(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    parts = [ast.dump(ast.Module(body, [])), ast.dump(node.args)]
    import hashlib  # slow to import, and few programs write notes

    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()
