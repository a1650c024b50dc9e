import numpy as np

from facelab.networks import classifier, compact


def test_probabilities_sum_to_one_and_follow_the_embedding():
    encoder = compact()
    network = classifier(encoder, n_people=5, scale=16)
    images = np.random.default_rng(0).integers(0, 256, (3, 56, 46, 1)).astype(np.float32)
    probabilities = network.predict(images, verbose=0)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    kernel, bias = network.get_layer("people").get_weights()
    logits = 16 * encoder.predict(images, verbose=0) @ kernel + bias
    np.testing.assert_allclose(np.log(probabilities / probabilities[:, :1]), logits - logits[:, :1], atol=1e-3)
