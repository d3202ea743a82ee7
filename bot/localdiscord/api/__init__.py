"""The HTTP API: requests, rate limits, faults on demand, and answers to interactions."""
