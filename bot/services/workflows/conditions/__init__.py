"""What workflows ask before they do anything, one file each."""
