"""The prompt desk: words, ratio, version and mode of what is sent next."""
