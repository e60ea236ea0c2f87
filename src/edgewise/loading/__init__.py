"""edgewise.loading"""
