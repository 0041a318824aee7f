"""MJ Desktop: a desktop studio for the Midjourney API of Ace Data Cloud.

__main__.py     command line -> app, serve, smoke
app.py          composition root: builds each object once, connects signals, opens and closes everything in order
ahead.py        what is imported after the first paint, and where
smoke.py        drives the real window through its own widgets and writes down what came of it
tour.py         opens every page of a window, imports every module; a part of smoke
engine.py       the demo engine's process: starts it, reads its address, starts it again when it dies
studio.py       the one live object: starts generations, keeps their state, announces changes
jobs.py         owner of running coroutines by key
paths.py        data, log and resource folders (source tree or installed)
core/           values and rules: no Qt, no network, no disk
pictures.py     decode, verify, thumbnail, crop: pure functions, run in threads
mask/           the painting model: arrays, tools, undo, encoding: no Qt
api/            the only place that speaks HTTP to the service
library/        the only place that touches the disk
ui/             widgets: show values, report intentions
demo/           the demo engine: a loopback server of the same protocol and the artist that draws for it
"""

__version__ = "0.1.0"
