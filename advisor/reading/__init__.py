"""Other people's deployment files as plain data that knows on which line it stands; nothing is run or fetched."""
