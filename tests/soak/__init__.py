"""Proof that nothing paid for is lost: `packaging/mj soak`. Short forms are in the test suite."""
