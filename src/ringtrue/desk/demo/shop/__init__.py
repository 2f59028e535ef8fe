"""A demonstration with people: a shop that sells by post, its data, its copy and its campaigns."""
