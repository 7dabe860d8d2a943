"""What text turns into before it becomes a lecture: the Markdown tree, HTML and its cleaning, colours of code."""
