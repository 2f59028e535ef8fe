"""Demonstrations that ship with Ringtrue: copy, a workspace, and where its data come from."""
