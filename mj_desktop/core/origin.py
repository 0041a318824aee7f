"""The origin of what the demo engine drew; any other origin is a service address."""

DEMO = "demo"
