"""The mask editor: paint where a picture is to be repainted, and say with which words."""
