exports.version = '1.1.0'
exports.colors = require('bead-colors').colors
