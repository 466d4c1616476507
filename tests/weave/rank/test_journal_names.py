"""Names of days, weeks, months and years, in several languages, and names that only look like them."""

import pytest

from reweave.weave.rank.journal_names import is_journal_name


@pytest.mark.parametrize(
    "name",
    [
        "2024-03-01",
        "2024-W05",
        "01.03.2024",
        "🚧 March 2025 (Log)",
        "Friday, May 3rd 2024",
        "Week 12",
        "KW 12 2024",
        "Montag 3. Juni 2024",
        "3 de mayo de 2024",
        "14 juillet 2023",
        "5 maggio 2021",
        "Diário 2020-01-31",
        "Weekly Log 7",
    ],
)
def test_parts_of_a_year_and_their_journals(name: str) -> None:
    assert is_journal_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "May",
        "journal",
        "Mai 68",
        "Half-Life 2",
        "Web 2",
        "Year 2000 problem",
        "14 ways to journal",
        "March of 1000 miles",
        "Bus 12",
        "第3章",
    ],
)
def test_subjects(name: str) -> None:
    assert not is_journal_name(name)
