"""The page to bring to a meeting: its content, and that content as PDF, PowerPoint, HTML and Excel."""
