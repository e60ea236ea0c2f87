"""The graph of a store, kept up with its records whoever changed them: what changed is worked out again, and nothing else.

The rules are those of `resolve`, and so is the outcome: what `resolve.project` makes of all records at once. Each room here keeps one
part of what the rules have to know of the rest of the pile: `documents` what each says by itself, `names` and `facts` what all say of
names, `placing`, `nodes` and `entities` what the names mean, `texts` the copies, `claims` weights and links.
"""

from .upkeep import Made, refresh, undrawn

__all__ = ["Made", "refresh", "undrawn"]
