"""Commands of what the service does beside drawing: rows of `core.commands`' table, with the places' names."""

from mj_desktop.core.situation import Need

Row = tuple[str, str, tuple[str, ...], str, str, tuple[Need, ...], str, str]
"""Id, words, keys, place, group, needs, icon, further words."""

FURTHER = ("repaint", "describe", "shorten", "translate", "seed", "video", "reference")
"""Those that stand in a picture's menu."""

MORE = ("describe", "video", "reference", "seed", "describe_other", "edit_outside")
"""Those at the end of the action bar."""

ASIDES: tuple[Row, ...] = (
    ("describe", "Describe the picture: four prompts", ("D",), "PICTURE", "Picture", (Need.SHOWABLE,), "scan-eye",
     "image to text words"),
    ("describe_other", "Describe another picture: a file, an address", ("Ctrl+D",), "STUDIO", "Prompt", (), "scan-eye",
     "url web image to text"),
    ("seed", "Look up the seed", ("S",), "PICTURE", "Picture", (Need.IMAGE_ID,), "sprout", "number same again"),
    ("shorten", "Shorten the prompt", ("Alt+X",), "STUDIO", "Prompt", (Need.WORDS,), "scissors", "cut words analyse"),
    ("translate", "Translate the prompt", ("Alt+L",), "STUDIO", "Prompt", (Need.WORDS,), "languages",
     "english language"),
)  # fmt: skip
VIDEOS: tuple[Row, ...] = (
    ("video", "Make a video of the picture", ("M",), "PICTURE", "Picture", (Need.SHOWABLE,), "clapperboard",
     "animate movie film clip"),
    ("video_extend", "Make the clip longer", ("X",), "PICTURE", "Picture", (Need.EXTENDABLE,), "clapperboard",
     "extend video go on"),
    ("video_pause", "Pause or play the clips", ("K",), "PICTURE", "Picture", (Need.CLIPS,), "clapperboard",
     "stop go on video"),
    *((f"clip{n}", f"Choose clip {n}", (str(n),), "PICTURE", "Picture", (Need.CLIPS,), "square", "video")
      for n in (1, 2, 3, 4)),
    ("clip_open", "Open the clip in the system's player", ("Y",), "PICTURE", "Picture", (Need.CLIPS,), "expand",
     "video play sound"),
    ("clip_save", "Save the clip as a file", ("Shift+S",), "PICTURE", "Picture", (Need.CLIPS,), "download",
     "video export mp4"),
    ("edit_outside", "Edit another picture: a file, an address", ("Ctrl+E",), "STUDIO", "Library", (), "globe",
     "url web own picture repaint mask outside"),
)  # fmt: skip
REFERENCES: tuple[Row, ...] = (
    ("reference", "Use the picture as a reference", ("Ctrl+R",), "STUDIO", "Picture", (Need.SHOWABLE,), "images",
     "image prompt style character omni blend"),
    ("reference_address", "Add a reference by its address", ("Alt+A",), "STUDIO", "Prompt", (), "images",
     "url web image prompt blend"),
    ("upload", "Set up uploads of local files", ("Alt+U",), "STUDIO", "Prompt", (), "upload", "credential file"),
)  # fmt: skip
ALL = (*ASIDES, *VIDEOS, *REFERENCES)
