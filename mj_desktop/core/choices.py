"""What a person may choose for a prompt. A module of its own, as the first paint needs no more of prompts."""

RATIOS = ("1:1", "4:3", "3:4", "16:9", "9:16")
DEFAULT_RATIO = "1:1"
VERSIONS = ("8.2", "8.1", "8", "7", "6.1", "6", "5.2")
DEFAULT_VERSION = "8.2"
MODES = ("relax", "fast", "turbo")
DEFAULT_MODE = "fast"
