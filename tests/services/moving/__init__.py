"""What a community brings along from another bot."""
