"""Each image to mean 0 and standard deviation 1, inside a network."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class StandardizeImages(keras.layers.Layer):
    """Subtract each image's mean and divide by its standard deviation, so that light and contrast count less."""

    def call(self, images):
        """Standardize images (N, H, W, C) as TensorFlow's tf.image.per_image_standardization does."""
        images = ops.cast(images, "float32")  # in float16 the sum of an image overflows
        mean = ops.mean(images, axis=(1, 2, 3), keepdims=True)
        deviation = ops.std(images, axis=(1, 2, 3), keepdims=True)
        n = images.shape[1] * images.shape[2] * images.shape[3]
        deviation = ops.maximum(deviation, n**-0.5)  # so that a blank image becomes zeros
        return ops.cast((images - mean) / deviation, self.compute_dtype)
