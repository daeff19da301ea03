"""Writing artifacts again into a folder that people have edited since."""
