"""References: the pictures that a prompt names."""
