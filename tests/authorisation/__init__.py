"""Who may do what: every operation of the inventory, asked by every role for every kind of object."""
