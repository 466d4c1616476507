"""Findings as the diagnostics of an editor."""

from collections.abc import Iterator

from lsprotocol.types import Diagnostic, DiagnosticSeverity, Range

from reweave.lsp.document import Document
from reweave.lsp.folder import Folder
from reweave.lsp.proposals import Proposal
from reweave.note.finding import Finding, Severity

SOURCE = "reweave"
_SEVERITY = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.STYLE: DiagnosticSeverity.Information,
    Severity.INFO: DiagnosticSeverity.Hint,
}


def diagnostics(document: Document, findings: tuple[Finding, ...]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each finding in a note."""
    for finding in findings:
        message = finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")
        yield Diagnostic(
            range=finding_range(document, finding),
            message=message,
            severity=_SEVERITY[finding.severity],
            code=finding.rule,
            source=SOURCE,
        )


def proposal_diagnostics(document: Document, folder: Folder) -> Iterator[Diagnostic]:
    """Yield a hint for each edge that is proposed for a note."""
    for proposal in folder.proposals or ():
        if proposal.holder == document.path:
            ends = f"{folder.title(proposal.source)} {proposal.type} {folder.title(proposal.target)}"
            yield proposal_diagnostic(document, proposal, f"proposed edge: {ends}")


def proposal_diagnostic(document: Document, proposal: Proposal, message: str) -> Diagnostic:
    """Return the hint for a proposed edge: on the line that states it, else on the first."""
    first, last = document.map.line(min(max(proposal.line - 1, 0), document.map.line_at(len(document.text))))
    return Diagnostic(
        range=document.map.range(first, last),
        message=f"{message}; {proposal.reason}" if proposal.reason else message,
        severity=DiagnosticSeverity.Hint,
        code="proposed-edge",
        source=SOURCE,
    )


def finding_range(document: Document, finding: Finding) -> Range:
    """Return the range of a finding: the scalar that begins there, else the rest of the line."""
    start = document.place(finding.line, finding.column)
    first, last = document.map.line(document.map.line_at(start))
    end = first + len(document.text[first:last].rstrip())
    scalar = document.scalar_end(start)
    if scalar is not None:
        end = min(scalar, last)
    return document.map.range(start, max(end, min(start + 1, last)))
