"""Before and after: a result held against what it was made of, by divider, blink, difference or heat map."""
