"""Where records and the graph are kept. `base` is the protocol; one file a store."""
