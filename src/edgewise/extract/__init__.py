"""Reading: from one document to mentions and claims that check. Extractors propose, `grounding` disposes."""
