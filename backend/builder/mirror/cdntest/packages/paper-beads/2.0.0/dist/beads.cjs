exports.version = '2.0.0'
exports.colors = require('bead-colors').colors
