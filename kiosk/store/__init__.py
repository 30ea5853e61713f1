"""The encrypted database: `connection.open_store` writes, `queries.reader` reads lists."""
