"""The pages, one noun a file: each reads what was asked, calls one function of `questions`, and says which template shows it."""
