"""What other tools open: one file a format, over one selection of what is exported."""
