"""A bridge to splink, for millions of names: they go out as a table with settings, and its pairs come back for a person to decide.

    linker = linker_of(view)
    lines = pairs_of(view, project, linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe())

Nothing is merged here: what comes back is what `review.pending` takes, with our own signs beside splink's. Needs `edgewise[names]`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..errors import UsageError
from ..project import Project
from ..resolve.alike import spellings
from ..resolve.forms import form_of, is_described
from ..resolve.people import person_of
from ..resolve.words import plain_words
from .review import PairLine, Reason, proposed
from .view import GraphView

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

_COLUMNS = ("unique_id", "name", "type", "form", "first", "last", "initials")
_NEEDED = ("unique_id_l", "unique_id_r", "match_probability")


def names_frame(view: GraphView) -> pd.DataFrame:
    """Return the names of a graph as splink takes them, a row for each entity, descriptions left out.

    `form` is what all spellings of one name share, `first` a person's first name, else the first word, `last` the last one, `initials`
    the first letters of all words, which an acronym has, too; None where there is none. `unique_id` is the entity's id.
    """
    rows = []
    for entity in view.entities.values():
        if not is_described(entity.name):
            name = spellings(entity)[0]
            words = plain_words(name)
            first, last = (person_of(name).first, person_of(name).last) if entity.type == "Person" else (words[0], words[-1])
            initials = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
            rows.append((entity.id, name.casefold(), entity.type, form_of(name, entity.type), first or None, last, initials))
    return pd.DataFrame(sorted(rows), columns=list(_COLUMNS))


def settings() -> SettingsCreator:
    """Return how splink is to block and compare these names: by last word, form or initials; by name, first and last word.

    Raises UsageError where splink is not installed.
    """
    try:
        from splink import SettingsCreator, block_on
        from splink import comparison_library as compare
    except ImportError:
        raise UsageError("splink is not installed: pip install 'edgewise[names]'") from None
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.88]),
            compare.JaroWinklerAtThresholds("first", [0.9]),
            compare.LevenshteinAtThresholds("last", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("type", "last"), block_on("form"), block_on("type", "initials"), block_on("type", "substr(name, 1, 6)"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def linker_of(view: GraphView) -> Linker:
    """Return a linker of splink over the names of a graph, on DuckDB in memory, its chances of agreement by accident estimated.

    Raises UsageError where splink is not installed, or the graph has fewer than two names.
    """
    how, frame = settings(), names_frame(view)
    if len(frame) < 2:
        raise UsageError("there are no two names to compare; ingest documents first")
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    linker = Linker(DuckDBAPI().register(frame), how, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
    return linker


def pairs_of(view: GraphView, project: Project, predicted: Any) -> tuple[PairLine, ...]:
    """Return splink's pairs as lines for review, those that bring the most first, with what speaks for and against each.

    `predicted` is the DataFrame of its predictions. What our rules settle as two is left out, and so are ids that are none of this
    graph. Raises UsageError where a column is missing.
    """
    missing = [name for name in _NEEDED if name not in predicted.columns]
    if missing:
        raise UsageError(f"these are no predictions of splink: no column {missing[0]!r}; it needs {', '.join(_NEEDED)}")
    chance: dict[frozenset[str], float] = {}
    for left, right, likely in predicted[list(_NEEDED)].itertuples(index=False):
        ids = frozenset(view.former.get(str(id), str(id)) for id in (left, right))
        if len(ids) == 2 and ids <= view.entities.keys():
            chance[ids] = max(float(likely), chance.get(ids, 0.0))
    return tuple(
        replace(line, reasons=(*line.reasons, Reason(f"splink finds it {likely:.0%} likely", likely > 0.5, 0.0)))
        for line in proposed(view, project, chance)
        for likely in (chance[frozenset((line.left.id, line.right.id))],)
    )
