"""The terminal interface: shows what the service says and passes on what people press."""
