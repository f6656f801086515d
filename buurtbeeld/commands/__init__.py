"""The commands of python -m buurtbeeld, a module each. They say things; they decide nothing."""
