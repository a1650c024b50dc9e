"""Each image to mean 0 and standard deviation 1, inside a network."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class StandardizeImages(keras.layers.Layer):
    """Subtract each image's mean and divide by its standard deviation, so that light and contrast count less.

    The standard deviation is taken as 1/√n at least, where n is the number of values: a blank image gives zeros.

    References
    ----------
    TensorFlow: tf.image.per_image_standardization.

    Examples
    --------
    >>> ops.convert_to_numpy(StandardizeImages()(ops.array([[[[1.0], [3.0]]]]))).ravel()
    array([-1.,  1.], dtype=float32)
    """

    def call(self, images):
        """Compute the layer's output.

        Parameters
        ----------
        images : tensor of float, shape (N, H, W, C)

        Returns
        -------
        tensor of float, of the same shape
        """
        images = ops.cast(images, "float32")  # in float16 the sum of an image overflows
        mean = ops.mean(images, axis=(1, 2, 3), keepdims=True)
        deviation = ops.std(images, axis=(1, 2, 3), keepdims=True)
        n = images.shape[1] * images.shape[2] * images.shape[3]
        return ops.cast((images - mean) / ops.maximum(deviation, n**-0.5), self.compute_dtype)
