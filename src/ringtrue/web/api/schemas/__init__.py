"""What is sent and told, a file per resource; the words are those of the design."""
