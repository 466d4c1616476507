import numpy as np

from reweave.weave.rank.evidence.metadata import dates, shared_metadata
from reweave.weave.rank.pool import Pool
from tests.weave.rank.vaults import every, hidden, index_of


def note(created: str = "", domain: str = "") -> str:
    fields = "".join(f"{key}: {value}\n" for key, value in (("created", created), ("domain", domain)) if value)
    return f"---\ntype: claim\n{fields}---\nx\n"


def test_folder_and_fields_that_are_shared() -> None:
    index = index_of(a__asked=note(domain="energy"), a__mate=note(), b__same=note(domain="energy"), b__other=note())
    found = shared_metadata(hidden(index, "asked"), every(index))
    assert found["same_folder"].tolist() == [1, 1, 0, 0]
    assert found["fields"].round(6).tolist() == [1, 0, 1, 0]


def test_older_newer_the_same_day_and_no_date() -> None:
    index = index_of(
        asked=note("2024-03-02"),
        older=note("2024-03-01"),
        newer=note("2024-03-04"),
        same=note("2024-03-02"),
        none=note(),
    )
    found = dates(hidden(index, "asked"), Pool.of_one(np.arange(1, index.size), index.size))
    assert found["older"].tolist() == [1, -1, 0, 0]
    assert found["same_day"].tolist() == [0, 0, 1, 0]
    assert np.expm1(found["days_apart"]).round(6).tolist() == [1, 2, 0, 0]
