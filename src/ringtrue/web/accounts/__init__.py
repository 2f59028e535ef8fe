"""Signing in as Ringtrue wants it: what django-allauth asks of us, and its pages in our words."""
