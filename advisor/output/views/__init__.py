"""A verdict in words, ready to show: what every format below reads."""
