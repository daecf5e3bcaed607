exports.colors = ['red', 'green', 'of 1.2.0']
