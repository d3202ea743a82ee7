"""What workflows begin with, one file each."""
