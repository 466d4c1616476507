"""Which links and fields refer to notes."""

from tests.vault.build import claim, stated, vault


def test_links_in_prose_entries_are_no_typed_edges() -> None:
    one = vault({"a.md": claim("challenged_by:\n- the view of [[b]] is another\n"), "b.md": claim()})
    assert stated(one) == {("a", "b", None, "other-field")}


def test_titles_in_fields_that_are_not_typed() -> None:
    one = vault(
        {
            "a.md": claim(
                "enriches:\n- solar power is cheap\n- claims/b.md\n- solar\ntype_of: b\ndomain: solar power is cheap\n"
            ),
            "solar power is cheap.md": claim(),
            "solar.md": claim(),
            "claims/b.md": claim(),
        }
    )
    assert stated(one) == {
        ("a", "solar power is cheap", None, "other-field"),
        ("a", "b", None, "other-field"),
    }


def test_links_to_attachments_and_pages_are_no_links_to_notes() -> None:
    one = vault(
        {"a.md": "![[plot.PNG]] [[data.csv]] [p](folder/) [q](x.html) [[v2.0 of it]] [n](gone.md) [b](b)", "b.md": ""}
    )
    assert [(link.name, link.targets) for link in one.links[0]] == [("v2.0 of it", ()), ("gone.md", ()), ("b", (1,))]
