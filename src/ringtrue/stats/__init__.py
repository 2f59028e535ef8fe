"""Numbers in, estimates out; nothing here knows what a promise is."""
