"""The page that shows a request as code."""
