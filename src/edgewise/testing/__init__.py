"""The contract suites, public: subclass one, override its fixtures, and pytest shows whether your store keeps every promise."""

from .stores import StoreContract

__all__ = ["StoreContract"]
