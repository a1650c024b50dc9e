"""The figures of the LFW protocol that the course stores, in weights/lfw.csv."""

from pathlib import Path
from typing import Any

import pandas as pd

from facelab.atomic import write_atomically
from facelab.course import weights_folder

FIGURES = ["accuracy", "standard_error", "auc", "eer", "far", "val", "val_standard_error"]
KEY = ["embedder", "split", "metric"]
COLUMNS = [*KEY, "pairs", *FIGURES, "commit"]


def stored_file() -> Path:
    """Name the file of the stored figures."""
    return weights_folder() / "lfw.csv"


def load_lfw_results() -> pd.DataFrame:
    """Load the figures that `facelab evaluate lfw --store` has stored.

    Returns
    -------
    DataFrame
        A row for each embedder, split and metric: pairs; accuracy and its standard error over the folds; auc; eer; far,
        and VAL at it with the threshold of the other folds, with its standard error; the commit of the code.

    Examples
    --------
    >>> "sface" in load_lfw_results()["embedder"].tolist()
    True
    """
    if not stored_file().is_file():
        return pd.DataFrame(columns=COLUMNS)
    return pd.read_csv(stored_file(), dtype={"commit": str}, keep_default_na=False)[COLUMNS]


def store_figures(values: dict[str, Any], commit: str) -> Path:
    """Put what `report_values` returns into the file, in place of an earlier row of the same key."""
    at_far = values["val_at_far"]
    row = {name: values[name] for name in (*KEY, "pairs", "auc", "eer")}
    row |= {"accuracy": values["accuracy"]["mean"], "standard_error": values["accuracy"]["standard_error"]}
    row |= {"far": at_far["far"], "val": at_far["held_out"]["val"]}
    row |= {"val_standard_error": at_far["held_out"]["standard_error"], "commit": commit}
    earlier = [
        known for known in load_lfw_results().to_dict("records") if any(known[name] != row[name] for name in KEY)
    ]
    table = pd.DataFrame([*earlier, row], columns=COLUMNS).sort_values(KEY)
    write_atomically(stored_file(), table.round(dict.fromkeys(FIGURES, 5)).to_csv(index=False))
    return stored_file()
