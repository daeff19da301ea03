"""The practices checked on deployment files that are there: pure functions over what `reading` made of them."""
