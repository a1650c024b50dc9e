from sklearn.pipeline import FeatureUnion, make_pipeline

from facelab.alignment import FaceAligner
from facelab.features import LBPHistograms
from facelab.identification.enrollment import strict


def test_every_aligner_in_it_demands_one_face_and_the_given_one_stays():
    given = FeatureUnion(
        [("a", make_pipeline(FaceAligner(on_missing="center"), LBPHistograms()))], transformer_weights={"a": 2}
    )
    demanding = strict(given)
    aligner = demanding.transformer_list[0][1][0]
    assert (aligner.on_missing, aligner.on_several) == ("raise", "raise")
    assert given.transformer_list[0][1][0].on_missing == "center" and demanding.transformer_weights == {"a": 2}
    assert strict(None) is None
