"""Face sets: ORL (comes with a package), LFW (found or downloaded), your own photographs, drawn scenes."""

from facelab.datasets.faceset import FaceSet
from facelab.datasets.folder import load_folder
from facelab.datasets.lazy import LazyImages
from facelab.datasets.lfw import find_lfw, load_lfw
from facelab.datasets.orl import load_orl
from facelab.datasets.scenes import face_scenes
from facelab.datasets.video_call import video_call

__all__ = [
    "FaceSet",
    "LazyImages",
    "face_scenes",
    "find_lfw",
    "load_folder",
    "load_lfw",
    "load_orl",
    "video_call",
]
