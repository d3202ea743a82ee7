"""Points: balances, the ledger, the profile."""
