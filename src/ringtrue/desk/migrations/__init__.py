"""How the tables of the store came to be; Django writes these from the models."""
