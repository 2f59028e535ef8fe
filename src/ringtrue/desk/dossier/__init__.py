"""The dossier as a page that opens from disk."""
