"""The folders that the settings of other programs say hold no notes: Obsidian's templates, a site builder's output."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reweave.files.globs import escaped
from reweave.verbosity import say

DEFAULT_EXCLUDE = (".*/", "node_modules/", "site-packages/", "__pycache__/", "_site/", "_build/")
"""Patterns of folders that hold no notes whichever programs are used: hidden ones, packages, built sites."""

Read = Callable[[str], bytes | None]
"""Returns the bytes of a file below the vault's root, `None` if there is no plain file of at most a megabyte."""


class ProgramFolder(NamedTuple):
    """A pattern of files that are no notes, and the settings file that says so."""

    pattern: str
    source: str


class _Site(NamedTuple):
    """A site builder: its settings files, where it writes, a key that overrides that, and what its file contains."""

    files: tuple[str, ...]
    output: str
    key: str = ""
    mark: str = ""


_SITES = (
    _Site(("mkdocs.yml", "mkdocs.yaml"), "site", "site_dir"),
    _Site(("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"), "public", "publish[Dd]ir"),
    _Site(("config.toml",), "public", "(?:output_dir|publish[Dd]ir)", r"(?m)^base_?ur[lL]\s*="),  # Zola, older Hugo
    _Site(("_config.yml",), "public", "public_dir", r"(?m)^public_dir:"),  # Hexo
    _Site(("_config.yml", "_config.yaml", "_config.toml"), "_site", "destination"),  # Jekyll
    _Site(("quartz.config.ts", "quartz.config.yaml"), "public"),
    _Site(("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"), "build"),
    _Site(("book.toml",), "book", "build-dir"),
    _Site(("astro.config.mjs", "astro.config.ts", "astro.config.js"), "dist", "outDir"),
    _Site(("gatsby-config.js", "gatsby-config.ts"), "public"),
    _Site(("next.config.js", "next.config.mjs", "next.config.ts"), "out", "distDir"),
    _Site(("eleventy.config.js", "eleventy.config.mjs", ".eleventy.js"), "_site", "output"),
    _Site(("pelicanconf.py",), "output", "OUTPUT_PATH"),
    _Site(("antora-playbook.yml",), "build/site"),
    _Site(("logseq/config.edn",), "logseq/bak"),
)

_OBSIDIAN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ".obsidian/templates.json": (("folder",), ()),
    ".obsidian/daily-notes.json": ((), ("template",)),
    ".obsidian/zk-prefixer.json": ((), ("template",)),
    ".obsidian/plugins/templater-obsidian/data.json": (("templates_folder",), ()),
    ".obsidian/plugins/quickadd/data.json": (("templateFolderPath", "templateFolderPaths"), ()),
    ".obsidian/plugins/periodic-notes/data.json": ((), ("daily", "weekly", "monthly", "quarterly", "yearly")),
}
"""Obsidian's settings files: the keys that name folders of templates, and those that name a template."""

PLACES = (*_OBSIDIAN, *dict.fromkeys(file for site in _SITES for file in site.files))
"""The files to look at."""


def program_folders(read: Read) -> Iterator[ProgramFolder]:
    """Yield what the settings of Obsidian and of site builders in the vault's root name, each pattern once."""
    seen = set(DEFAULT_EXCLUDE)
    for found in (*_templates(read), *_outputs(read)):
        if found.pattern.lstrip("/") not in seen:
            seen.add(found.pattern.lstrip("/"))
            yield found


def _templates(read: Read) -> Iterator[ProgramFolder]:
    for file, (folder_keys, note_keys) in _OBSIDIAN.items():
        settings = _json(file, read(file))
        for key in folder_keys:
            yield from (ProgramFolder(f"{pattern}/", file) for pattern in _patterns(settings.get(key)))
        for key in note_keys:
            value = settings.get(key)
            for pattern in _patterns(value.get("template") if isinstance(value, dict) else value):
                yield ProgramFolder(pattern if pattern.endswith(".md") else f"{pattern}.md", file)


def _json(file: str, source: bytes | None) -> Mapping[str, object]:
    if source is None:
        return {}
    import json  # most vaults have none of these files

    try:
        found = json.loads(source)
    except (ValueError, RecursionError):
        say(f"{file}: not JSON; the templates that it may name are taken for notes")
        return {}
    return found if isinstance(found, dict) else {}


def _outputs(read: Read) -> Iterator[ProgramFolder]:
    for site in _SITES:
        for file in site.files:
            source = read(file)
            text = None if source is None else source.decode("utf-8", "replace")
            if text is not None and (not site.mark or re.search(site.mark, text)):
                own = re.search(rf"""(?m)^\s*{site.key}\s*[:=]\s*["']?([^\s"'#,]+)""", text) if site.key else None
                yield from (ProgramFolder(f"{one}/", file) for one in _patterns(site.output if own is None else own[1]))


def _patterns(value: object) -> Iterator[str]:
    """Yield the patterns of one path or of several, from the root; none for the root itself or a path outside it."""
    for path in value if isinstance(value, list) else [value]:
        names = [name for name in path.split("/") if name not in ("", ".")] if isinstance(path, str) else []
        if names and ".." not in names and all(name.isprintable() for name in names):
            yield "/" + escaped("/".join(names))
