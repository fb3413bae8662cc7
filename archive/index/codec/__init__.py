"""Whoosh over arrays: the codec, what writes it, and what answers from it. Only here are Whoosh and numpy."""

from archive.index.codec import quiet

quiet.install()
