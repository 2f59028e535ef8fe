"""The grammar of Markdown: blocks by line, then text inside them."""
