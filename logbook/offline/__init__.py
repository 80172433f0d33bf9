"""Writing without a connection: the empty shell, the worker that opens it, and the manifest."""
