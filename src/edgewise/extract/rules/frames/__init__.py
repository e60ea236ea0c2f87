"""From an analysed sentence to claims. What to trigger on is data: every entry has sentences that it must and must not read."""
