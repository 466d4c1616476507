"""Names of notes in the prose of others."""

import pytest

from reweave.weave.mentions import find_mentions
from tests.vault.build import vault

OTHERS = {f"other {number}.md": "Nothing of interest." for number in range(9)}


def mentioned(name: str, text: str) -> list[str]:
    one = vault({f"{name}.md": "Its own text.", "source.md": text, **OTHERS})
    source = one.by_path["source.md"]
    body = one.records[source].body
    return [body[found.start : found.end] for found in find_mentions(one) if found.source == source]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("memória virtual", "Um sistema de Memória Virtual pagina.", "Memória Virtual"),
        ("виртуальная память", "Здесь виртуальная память важна.", "виртуальная память"),
        ("虚拟内存管理", "操作系统的虚拟内存管理很重要", "虚拟内存管理"),
        ("Flip-Flops", "Uses flip flops here.", "flip flops"),
        ("storage-cost-falls", "We saw storage cost falls before.", "storage cost falls"),
        ("storage cost falls", "See [storage cost falls](https://example.org/x).", "storage cost falls"),
        ("große Straße", "Die Maßnahmen: eine Große STRASSE, ﬁn.", "Große STRASSE"),
        ("GROSSE STRASSE", "Im Maß ﬁndet sich große Straße.", "große Straße"),
        ("storage cost falls", "A note[^1] ends.\n\n[^1]: Storage cost falls, they say.", "Storage cost falls"),
        ("virtual memory", "Use `virtual memory` in code, but virtual  memory has two spaces.", "virtual  memory"),
    ],
)
def test_whole_words_in_any_script(name: str, text: str, found: str) -> None:
    assert mentioned(name, text) == [found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("virtual memory", "A virtual memorybank, and nonvirtual memory."),
        ("virtual memory", "All is virtual. Memory is not."),
        ("virtual memory", "[[virtual memory model]] and ![[virtual memory]] and [x](virtual memory.md)"),
        ("virtual memory", "```\nvirtual memory\n```\n`virtual memory` https://x.org/virtual-memory $virtual memory$"),
        ("organizing system", "They are self-organizing system builders."),
        ("data structure", "It looks data structure-like."),
        ("virtual memory", "See [other: virtual memory](<other 1.md>) and [virtual memory](other%202.md)."),
        ("virtual memory", "See [Virtual memory in the cloud](https://example.org/x)."),
        ("virtual memory", "![virtual memory](https://example.org/x.png)"),
        ("virtual memory", "[virtual memory]: https://example.org/x"),
        ("Home", "At home we say Home."),
        ("to improve", "It needs to improve."),
        ("References", "References"),
        ("virtual memory", "````\n```\nvirtual memory\n```\n````"),
        ("virtual memory", f"{'`' * 300_001}\n{'~' * 300_001}"),
    ],
)
def test_parts_of_words_links_code_and_common_names_are_none(name: str, text: str) -> None:
    assert mentioned(name, text) == []


def test_a_name_within_the_name_of_another_note_means_that_note() -> None:
    texts = {"size flexible reserved seats.md": "Size flexible reserved seats are dear.", "reserved seats.md": "Text."}
    one = vault({**texts, "s.md": "We sell size-flexible reserved seats.", **OTHERS})
    found = [(m.source, m.target) for m in find_mentions(one)]
    assert [(one.records[a].path, one.records[b].path) for a, b in found] == [
        ("s.md", "size flexible reserved seats.md")
    ]


def test_an_expression_of_the_vault_is_no_mention() -> None:
    notes = {f"n{number}.md": "As we say, getting started is half." for number in range(9)}
    one = vault({"getting started.md": "Text.", **notes})
    assert find_mentions(one) == []


def test_a_name_of_two_notes_is_none_and_of_two_copies_one() -> None:
    text = "The very same words stand here and there."
    notes = {"a/virtual memory.md": text, "s.md": "On virtual memory.", **OTHERS}
    two = vault({**notes, "b/virtual memory.md": "Other words."})
    copies = vault({**notes, "b/virtual memory.md": text})
    assert find_mentions(two) == []
    assert [one.target for one in find_mentions(copies)] == [0]


def test_of_two_names_the_first_place_is_quoted_and_there_the_longer_name() -> None:
    target = "---\naliases:\n  - paged address space\n  - virtual memory\n  - virtual memory system\n---\nText.\n"
    text = "A virtual memory system has a paged address space."
    texts = {"source.md": text, "z.md": "First a paged address space, then virtual memory.", "a.md": "Virtual memory!"}
    one = vault({"pages of memory.md": target, **texts, **OTHERS})
    found = {one.records[mention.source].path: mention for mention in find_mentions(one)}
    quoted = {path: one.records[mention.source].body[mention.start : mention.end] for path, mention in found.items()}
    assert quoted == {
        "a.md": "Virtual memory",
        "source.md": "virtual memory system",
        "z.md": "paged address space",
    }
