"""Where text comes from: files found, recognised by a declared profile, decoded, and read into a `Document`.

What a profile drops (front matter, furniture) is masked, never cut: every offset is one of the decoded file.
"""

from .discover import Finding, Place, Unread, find_files
from .profile import Profile, profiles_of
from .read import Loaded, bytes_of, locator_of, read_document, read_documents, read_file

__all__ = [
    "Finding", "Loaded", "Place", "Profile", "Unread", "bytes_of", "find_files", "locator_of", "profiles_of", "read_document",
    "read_documents", "read_file",
]  # fmt: skip
