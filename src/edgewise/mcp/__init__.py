"""The graph for assistants: read-only tools over the Model Context Protocol, each answer with its quotes, standings and permalinks.

arguments (`asked`) -> a tool (`tools`), which asks `questions` -> an answer in plain data (`nouns`) -> cut to size (`fitting`) and
put in words (`words`) -> the protocol (`server`). The tools alone know what is asked; the server alone knows the protocol.
"""
