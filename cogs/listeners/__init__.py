"""What Discord tells, handed to the intake."""
