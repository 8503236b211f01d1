"""Documents: bytes of any supported kind in, texts with metadata out. One module per kind; no network, ever."""

from loaders.documents.dates import iso_date
from loaders.documents.files import READ_SUFFIXES, read_bytes
from loaders.documents.found import Found, Reading
from loaders.documents.limits import Limits
from loaders.documents.rows import column_map

__all__ = ["READ_SUFFIXES", "Found", "Limits", "Reading", "column_map", "iso_date", "read_bytes"]
