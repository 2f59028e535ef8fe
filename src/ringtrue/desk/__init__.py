"""Use cases: what the doors call, one file each."""
