exports.version = '1.0.0'
exports.colors = require('bead-colors').colors
