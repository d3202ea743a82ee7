"""Grants: a reward issued to a member, by claim, by hand or to many, and taken back."""
