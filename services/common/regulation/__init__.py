"""What the regulation says to more than one service: pure rules, each said once."""
