"""Pages and API: parse, call one use case, render."""
