"""Reading ringtrue.yaml: text to marked tree, tree against the schema, tree to nouns."""
