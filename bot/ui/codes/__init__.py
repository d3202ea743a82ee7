"""What managers see of a voucher's codes."""
