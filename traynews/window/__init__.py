"""The local page: TrayNews in the user's own browser, served while somebody looks."""
