"""Bytes in, sealed bytes out: XAdES for Europass XML, JAdES for ELM JSON-LD.

Nothing else in mctool touches a private key, and nothing here knows of learners or credentials.
"""
