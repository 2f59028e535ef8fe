"""Charts, a file each: from rows of numbers to an accessible SVG with its table beside it."""
