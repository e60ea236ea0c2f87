"""edgewise.testing"""
