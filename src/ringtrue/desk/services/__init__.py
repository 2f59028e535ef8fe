"""Use cases, one file each: what the terminal, the pages and the API all call."""
