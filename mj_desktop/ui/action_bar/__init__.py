"""The action bar: a button for every action the service returned."""
