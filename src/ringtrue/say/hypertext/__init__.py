"""HTML as a reader sees it, with the place of every character."""
