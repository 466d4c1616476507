"""The commands: each module holds one function with its own name (a trailing `_` left out, `-` for any other)."""

SECTIONS = {
    "Every day": ("init", "check", "diff", "fix", "run", "log", "undo", "baseline"),
    "Edges": ("weave", "review", "unweave", "edges", "explain", "decline", "answers", "stats", "graph", "report"),
    "Merging": ("merge", "resolve"),
    "Plans": ("apply", "rename", "retarget", "merge-notes", "delete"),
    "Agents": ("skill", "schema", "mcp"),
    "Editors": ("lsp",),
    "Maintenance": ("rules", "config", "code", "schedule", "eval"),
}
"""How `reweave --help` groups the commands, in this order."""
