"""Health declarations: forms as data, answering them, and what is kept of the answers."""
