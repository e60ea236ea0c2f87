"""edgewise.questions"""
