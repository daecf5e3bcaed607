exports.colors = ['red', 'green', 'of 2.0.0']
