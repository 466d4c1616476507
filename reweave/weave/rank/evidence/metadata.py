"""Evidence from metadata: folder, frontmatter and dates."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.source import Source
from reweave.weave.rank.sparse import rows_times
from reweave.weave.rank.vocabulary import Floats, Ints


def shared_metadata(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """The same folder, and words shared by fields of the frontmatter."""
    index = source.index
    fields = index.fields
    row = slice(fields.indptr[source.claim], fields.indptr[source.claim + 1])
    own = np.zeros(fields.width)
    own[fields.indices[row]] = fields.data[row]
    return {
        "same_folder": (index.folder[pool] == index.folder[source.claim]).astype(np.float64),
        "fields": rows_times(fields, pool, own),
    }


def dates(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Whether a claim is older (1) or newer (-1), of the same day, and how far apart; zeros where a date is missing."""
    gap = source.index.day[source.claim] - source.index.day[pool]
    known = ~np.isnan(gap)
    days = np.where(known, gap, 0.0)
    return {
        "older": np.sign(days),
        "same_day": (known & (days == 0.0)).astype(np.float64),
        "days_apart": np.log1p(np.abs(days)),
    }
