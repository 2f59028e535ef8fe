"""A standard as the fields of a form, and back: the same standard that its YAML is."""
