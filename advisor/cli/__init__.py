"""The command line: one file per group of commands, thin, with no rule and no sentence of knowledge in it."""
