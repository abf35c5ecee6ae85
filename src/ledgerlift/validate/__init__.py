"""What is wrong in the records, as problems with a code and a place."""
