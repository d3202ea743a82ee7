"""What workflows do, one file each."""
