"""Codes: vouchers' codes, and the files that they are imported from."""
