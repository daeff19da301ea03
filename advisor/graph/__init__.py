"""Knowledge as one directed acyclic graph, and as the small program that is compiled from it."""
