"""The person's side of Broadside: the command line and the window."""

__version__ = "0.1.0"
