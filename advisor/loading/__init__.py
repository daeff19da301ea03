"""Files to models, with every problem at once; and models back to files."""
