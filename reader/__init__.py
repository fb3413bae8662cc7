"""The person's side of Broadside: the command line and the window."""
