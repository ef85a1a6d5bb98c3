"""What was found and decided, for people and for programs."""
