"""The knowledge tried against what it is expected to say: scenarios, and which rules they need."""
