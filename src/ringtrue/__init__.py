"""Ringtrue: say only what you can do; do what you say.

The rooms of the house, from the bottom up: `core` (nouns), `stats` (numbers), then side by side
`say` (reading copy), `do` (measuring operations) and `gap` (judging), `desk` (use cases) and
`cli` (the terminal). docs/architecture.md draws the whole.
"""

__version__ = "0.1.0"
