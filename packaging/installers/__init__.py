"""What makes the installers: `packaging/build` sets up its Python and starts this package."""
