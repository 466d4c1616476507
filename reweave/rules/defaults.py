"""The rules that are selected where nothing is configured; the modules of the others need not be loaded then."""

DEFAULTS = frozenset(
    (
        "alias-lookalike",
        "dash-space",
        "duplicate-key",
        "edge-format",
        "encoding",
        "impossible-date",
        "list-indent",
        "merge-markers",
        "misplaced-fence",
        "misread-key",
        "mixed-list",
        "not-a-mapping",
        "placeholder",
        "quote-whole-value",
        "quotes",
        "schema",
        "swallowed-item",
        "tab-indent",
        "tag-comment",
        "text-as-tag",
        "unclosed-fence",
        "unknown-ignore",
        "unquoted-colon",
    )
)
