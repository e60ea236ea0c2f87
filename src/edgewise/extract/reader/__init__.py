"""The reader: a small encoder that finds mentions and what a sentence says of each two of them, on the CPU, without a network."""
