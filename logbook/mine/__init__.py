"""What is kept about oneself: taken out as a file, read as a book, and explained in plain words."""
