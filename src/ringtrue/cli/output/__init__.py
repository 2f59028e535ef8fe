"""How results are printed: one file per format, each from nouns to text."""
