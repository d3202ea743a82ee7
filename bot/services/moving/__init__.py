"""What a community brings along from another bot: read, shown, proposed and imported."""
