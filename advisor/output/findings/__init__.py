"""What `advisor check` found, for people and for the programs that watch over a repository."""
