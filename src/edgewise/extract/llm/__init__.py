"""The language model as an extractor: any server that speaks OpenAI's protocol proposes, and the same grounding as for all disposes."""
