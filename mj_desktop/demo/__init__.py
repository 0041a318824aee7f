"""The demo engine: a loopback server of the service's protocol and the artist that draws for it."""
