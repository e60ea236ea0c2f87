"""The rule extractor: no model, no key, no download, the same output every time."""
