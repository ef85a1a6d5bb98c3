"""What editors and CI services make of a workspace."""
