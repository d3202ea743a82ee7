"""What a person's Discord app does: commands, buttons, selects and forms, with its own checks."""
