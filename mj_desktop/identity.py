"""What the program is called, by people, commands and systems: here once, for the window and the installers."""

NAME = "MJ Desktop"
COMMAND = "mj-desktop"
SUMMARY = "A desktop studio for the Midjourney API of Ace Data Cloud"
AUTHORS = "The MJ Desktop authors"

ID = "local.mj_desktop.MJDesktop"
"""For systems that name programs by a domain written backwards. No domain is the project's yet, and `.local` can be
nobody's (RFC 6762)."""
