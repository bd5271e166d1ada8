"""The story of what happens after the window, told over the API of a running demo."""
