"""One file per verb; its name is the verb's, and `command` in it is the click command."""
