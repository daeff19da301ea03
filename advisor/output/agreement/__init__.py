"""Agreement with what others published."""
