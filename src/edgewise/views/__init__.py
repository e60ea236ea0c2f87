"""What is found, for people to see: text, tables, graphs and the shareable page. Views add nothing to an answer but looks."""
