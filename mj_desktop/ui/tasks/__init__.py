"""The account's tasks: the list, what there is to say of one of them, and what can be done with it."""
