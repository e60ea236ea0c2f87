"""edgewise.resolve"""
