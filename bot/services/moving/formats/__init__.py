"""What other bots give out: one format in each file, all of which are found by walking."""
