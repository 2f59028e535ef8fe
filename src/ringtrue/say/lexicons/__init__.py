"""Words and phrases as data, a folder per language; see `say/detectors/phrases.py`."""
