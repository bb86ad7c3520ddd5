"""The newsroom on more than one machine, all of it on this one: for `make cluster`, `make drill` and the short drill of the suite."""
