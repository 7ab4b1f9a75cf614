"""What the ground and its people are: codes, areas, buildings, households, offices.

Pure reckoning on frozen dataclasses and numpy arrays; files, databases and clocks are elsewhere.
"""
