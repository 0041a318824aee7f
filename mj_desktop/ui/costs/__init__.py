"""The page of costs: the ledger, the prices and the limit of a day."""
