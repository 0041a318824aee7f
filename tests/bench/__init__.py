"""Benchmarks: what is quick, beside a reference in the same run; `packaging/mj bench NAME`."""
