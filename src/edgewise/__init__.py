"""edgewise: ask how two names are linked, and read the sentence that says so."""

__version__ = "0.1.0"
