"""One rule about code per file, each with its examples; the registry finds them."""
