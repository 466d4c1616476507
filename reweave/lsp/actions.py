"""The code actions of a place in a note: fixes of what was found there, and answers to proposed edges."""

from collections.abc import Callable, Iterator

from lsprotocol import types

from reweave.errors import ReweaveError
from reweave.lsp.diagnostics import finding_range, proposal_diagnostic
from reweave.lsp.document import Document
from reweave.lsp.folder import Folder
from reweave.lsp.operations import accepting, carry_out, refusing, reversing
from reweave.lsp.proposals import Proposal
from reweave.lsp.quick_fixes import fixable_rules, fixed_by, repaired, safe_fix, silenced
from reweave.lsp.text_edits import text_edits
from reweave.lsp.workspace_edits import workspace_edit
from reweave.note.finding import Finding, Fix
from reweave.plan.operation import Operation

_FIX = types.CodeActionKind.QuickFix
_FIX_ALL = types.CodeActionKind.SourceFixAll


def code_actions(
    folder: Folder, document: Document, params: types.CodeActionParams, encoding: str
) -> Iterator[types.CodeAction]:
    """Yield what can be done at a range of a note; only what is proved is offered."""
    only = params.context.only
    if only is None or any(_FIX_ALL.value.startswith(str(getattr(kind, "value", kind))) for kind in only):
        yield from _whole(document, "Fix all (reweave)", safe_fix(document, folder.linter), _FIX_ALL)
    if only is not None and not any(_FIX.value.startswith(str(getattr(kind, "value", kind))) for kind in only):
        return
    result = folder.linter.lint_note(document.note).result
    here = tuple(one for one in result.findings if _meets(finding_range(document, one), params.range))
    yield from _fixes(folder, document, here)
    if params.range.start.line == params.range.end.line:
        yield from _silencing(folder, document, here)
    for proposal in folder.proposals or ():
        if proposal.holder == document.path and _meets(_shown_at(document, proposal), params.range):
            yield from _answers(folder, proposal, encoding)


def _fixes(folder: Folder, document: Document, here: tuple[Finding, ...]) -> Iterator[types.CodeAction]:
    linter = folder.linter
    for rule, fix in fixable_rules(here):
        title = f"Fix {rule}" if fix is Fix.SAFE else f"Fix {rule} (unsafe)"
        yield from _whole(document, title, fixed_by(document, linter, rule), _FIX, preferred=fix is Fix.SAFE)
    if here and document.note.problem is not None:
        yield from _whole(document, "Repair the frontmatter (unsafe)", repaired(document, linter), _FIX)


def _silencing(folder: Folder, document: Document, here: tuple[Finding, ...]) -> Iterator[types.CodeAction]:
    for finding in {one.rule: one for one in here}.values():
        title = f"Ignore {finding.rule} on this line"
        yield from _whole(document, title, silenced(document, folder.linter, finding), _FIX)


def _whole(
    document: Document, title: str, after: bytes | None, kind: types.CodeActionKind, *, preferred: bool = False
) -> Iterator[types.CodeAction]:
    if after is None:
        return
    # The file's version is not asked for: the edit was made for the text as it is now.
    edits = list(text_edits(document.map, document.source, after))
    edit = types.WorkspaceEdit(changes={document.uri: edits})
    yield types.CodeAction(title=title, kind=kind, edit=edit, is_preferred=preferred or None)


def _answers(folder: Folder, proposal: Proposal, encoding: str) -> Iterator[types.CodeAction]:
    target = folder.title(proposal.target)
    source = folder.title(proposal.source)
    makers: tuple[tuple[str, Callable[[Folder, Proposal], Operation | None]], ...] = (
        (f"Add edge: {source} {proposal.type} {target}", accepting),
        (f"Add edge the other way: {target} {proposal.type} {source}", reversing),
        (f"Decline edge: {source} {proposal.type} {target}", refusing),
    )
    for title, make in makers:
        try:
            operation = make(folder, proposal)
            totals = [] if operation is None else carry_out(folder, [operation])
        except ReweaveError:
            continue  # what cannot be written is not offered
        if totals:
            yield types.CodeAction(title=title, kind=_FIX, edit=workspace_edit(folder, totals, encoding))


def _shown_at(document: Document, proposal: Proposal) -> types.Range:
    """Return where a proposal is offered: at its diagnostic, and for one without words in all of the frontmatter."""
    own = proposal_diagnostic(document, proposal, "").range
    if proposal.line:
        return own
    end = document.map.position(document.frontmatter_end)
    return types.Range(types.Position(0, 0), end if end.line else own.end)


def _meets(one: types.Range, other: types.Range) -> bool:
    """Return whether two ranges share a line: an editor asks for the place of the cursor alone."""
    return one.start.line <= other.end.line and other.start.line <= one.end.line
