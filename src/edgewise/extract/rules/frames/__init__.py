"""From an analysed sentence to claims. What to trigger on is data (`*.yaml`), each entry with a sentence it must read and one it must not."""
