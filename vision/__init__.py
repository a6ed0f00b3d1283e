"""What a picture of the screen shows, read as an eye would: the bars of a Gantt chart, the points of an S-curve.

Pure functions of a PNG and of where rows and columns stand; nothing here knows a browser or the application's state.
"""
