"""The plan as one page that everybody can open, without a network and without a server."""
