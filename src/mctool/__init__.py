"""Define, check, issue and audit micro-credentials from a folder of YAML files."""

__version__ = "0.1.0"
