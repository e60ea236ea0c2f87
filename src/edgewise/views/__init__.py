"""edgewise.views"""
