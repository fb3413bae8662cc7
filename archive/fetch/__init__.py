"""Path or address → Capture. The only room that touches the network, and only while `fetch` runs."""

from archive.fetch.files import read_file, walk
from archive.fetch.limits import Limits
from archive.fetch.policy import as_address
from archive.fetch.web import Asked, Log, fetch

__all__ = ["Asked", "Limits", "Log", "as_address", "fetch", "read_file", "walk"]
