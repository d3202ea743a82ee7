"""Work on what strangers sent, in a process that has limits, no secrets, and can be killed."""
