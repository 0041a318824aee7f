"""The page of batches: a prompt to spread out at the left, its prompts or the sheet of its pictures at the right."""
