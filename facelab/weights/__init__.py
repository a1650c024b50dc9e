"""Weights in HDF5 files: saved whole, loaded safely."""

from facelab.weights.arrays import WeightsError
from facelab.weights.files import load, save
from facelab.weights.hdf5 import inspect
from facelab.weights.keras2 import load_keras2

__all__ = ["WeightsError", "inspect", "load", "load_keras2", "save"]
