"""The tests of TrayNews."""
