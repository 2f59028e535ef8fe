"""The nouns that the rooms exchange: frozen, typed, standard library only."""
