"""One file per kind of slot that patterns find, and one for all that are phrases of a lexicon.

Adding a kind is adding a file here, or a lexicon that is named after it.

A detector is a module with two names: `TRIGGERS`, the lower-case words (or `slots.DIGIT`) of which
one must stand in the sentence, and `find(sentence)`, which yields the slots. It is given the
sentence in lower case with straight apostrophes, of unchanged length. Files that begin with an
underscore are helpers.
"""
