"""The ways in which rules decide, one file each; a rule's file names its family."""
