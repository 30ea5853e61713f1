"""The encrypted database: `connection.open_store` gives the writing face, `reader` the lists."""
