"""Activities, the people who came, and the ledger that counts them."""
