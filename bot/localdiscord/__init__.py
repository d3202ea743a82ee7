"""A local Discord for the demo and the tests."""
