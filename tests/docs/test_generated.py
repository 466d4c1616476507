"""The generated pages are those that `scripts/docs` writes, and links between pages lead somewhere."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"


def generator() -> Any:
    loader = SourceFileLoader("docs_script", str(PROJECT / "scripts" / "docs"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


WRITTEN = dict(generator().pages())


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == WRITTEN[name], "run scripts/docs"


@pytest.mark.parametrize("page", [PROJECT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_to_pages(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_is_short() -> None:
    assert (PROJECT / "README.md").read_text(encoding="utf-8").count("\n") < 150
