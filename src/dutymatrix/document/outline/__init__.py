"""The numbered items of a document, and what stands around them."""
