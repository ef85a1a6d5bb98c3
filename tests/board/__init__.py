"""The workflow board."""
