"""The history of a programme by meaning, and signed commits."""
