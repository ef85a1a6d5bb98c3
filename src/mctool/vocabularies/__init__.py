"""Look-ups over packaged tables: EU code lists, the ESCO classification, verbs of learning outcomes."""
