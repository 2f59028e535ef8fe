"""The vicious cycle: promises beyond what one can do, customers lost, and advertising again."""
