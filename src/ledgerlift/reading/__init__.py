"""What a file really is, and its cells as text; read in a limited child process."""
