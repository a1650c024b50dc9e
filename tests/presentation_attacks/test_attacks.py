import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from facelab.presentation_attacks import ATTACKS, TextureFeatures, recapture_bona_fide


@pytest.mark.parametrize("kind", ATTACKS)
def test_attacks_show_the_same_face(orl, kind):
    images = orl.images[:100:10]
    seen = ATTACKS[kind](images, np.random.default_rng(0))
    alike = [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(seen, images, strict=True)]
    assert min(alike) > 0.6 and np.mean(alike) > 0.85


def test_attacks_on_strangers_are_found(orl):
    """Learned on six people: six others in front of the camera and their attacks are told apart."""
    images, rng = orl.images[:120:4], np.random.default_rng(0)
    shown = [recapture_bona_fide(images, rng), *(attack(images, rng) for attack in ATTACKS.values())]
    is_attack, train = np.arange(90) >= 30, np.tile(np.arange(30) < 15, 3)
    features = TextureFeatures().transform(np.concatenate(shown))
    detector = make_pipeline(StandardScaler(), LinearSVC(C=0.01, class_weight="balanced"))
    detector.fit(features[train], is_attack[train])
    assert roc_auc_score(is_attack[~train], detector.decision_function(features[~train])) > 0.85
