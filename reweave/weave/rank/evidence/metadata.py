"""Evidence from metadata: folder, frontmatter and dates."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.batch import Batch
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import row_entries
from reweave.weave.rank.vocabulary import Floats


def shared_metadata(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """The same folder, and words shared by fields of the frontmatter."""
    index = batch.index
    at, lengths = row_entries(index.fields, batch.claims)
    own = np.zeros((len(batch.claims), index.fields.width))
    own[np.repeat(np.arange(len(batch.claims)), lengths), index.fields.indices[at]] = index.fields.data[at]
    return {
        "same_folder": (index.folder[pool.claim] == index.folder[batch.claims[pool.source]]).astype(np.float64),
        "fields": pool.products(index.fields, own),
    }


def dates(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Whether a claim is older (1) or newer (-1), of the same day, and how far apart; zeros where a date is missing."""
    day = batch.index.day
    gap = day[batch.claims[pool.source]] - day[pool.claim]
    known = ~np.isnan(gap)
    days = np.where(known, gap, 0.0)
    return {
        "older": np.sign(days),
        "same_day": (known & (days == 0.0)).astype(np.float64),
        "days_apart": np.log1p(np.abs(days)),
    }
