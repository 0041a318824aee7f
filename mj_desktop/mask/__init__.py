"""The painting model: numpy and OpenCV arrays, no Qt."""
