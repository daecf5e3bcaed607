exports.colors = ['red', 'green', 'of 1.0.0']
