"""The demo academy: two faculties with weeks of plausible history, made through the system's own API."""
