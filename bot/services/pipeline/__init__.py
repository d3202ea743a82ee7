"""Pipeline: from a stored event to its consequences, and back."""
