"""Pages of the documentation that are made from the library itself, so that they cannot fall behind it."""
