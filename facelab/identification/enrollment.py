"""What is demanded of a photograph that somebody is enrolled with."""

from typing import Any

from sklearn.base import clone
from sklearn.pipeline import FeatureUnion, Pipeline


def strict(embedder: Any) -> Any:
    """Let the FaceAligners in an embedder refuse a photograph without a face, or with several."""
    if isinstance(embedder, Pipeline):
        return Pipeline([(name, strict(step)) for name, step in embedder.steps])
    if isinstance(embedder, FeatureUnion):
        parts = [(name, strict(part)) for name, part in embedder.transformer_list]
        return FeatureUnion(parts, transformer_weights=embedder.transformer_weights)
    demands = {"on_missing": "raise", "on_several": "raise"}
    if hasattr(embedder, "get_params") and demands.keys() <= embedder.get_params(deep=False).keys():
        return clone(embedder).set_params(**demands)
    return embedder
