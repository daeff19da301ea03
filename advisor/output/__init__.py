"""What leaves the program: reports, texts for a terminal, data and starter artifacts. They compute nothing."""
