"""Permissions: what Laurel may do on a server, and who manages rewards there."""
