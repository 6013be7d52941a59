"""What the library has to say, for people (pages of text), for programs (plain data) and as diagrams."""
