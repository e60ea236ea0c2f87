"""Whether a claim holds as its document tells it, how surely, and who says so: for every extractor, from the triple and its sentence.

    factuality = Factuality(project)              # once: reads the lexicon and the table of weights
    heard = factuality.hear(document)             # once a document; `analysis` where the caller has taken it apart already
    judged = heard.judge((start, end), "supplies_to", (start, end), about=None, trigger=None, model=None, proposed=None, said_by=None)
    judged.polarity, judged.modality, judged.said_by, judged.reasons, judged.probability

Three steps, each a module: `triggers` finds the word that tells the claim, `signs` lists what its surroundings say of it, `table` weighs
the signs, with what a model holds likely. Who speaks is read apart (`speakers`). Where it is doubtful the weaker standing is taken.
"""

from .hearing import Factuality, Heard
from .judged import Judged

__all__ = ["Factuality", "Heard", "Judged"]
