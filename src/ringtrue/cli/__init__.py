"""The terminal: one file per verb."""
