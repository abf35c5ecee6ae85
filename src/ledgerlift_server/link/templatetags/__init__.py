"""What the journey's templates add."""
