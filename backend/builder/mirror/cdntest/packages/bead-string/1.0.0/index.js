exports.string = 'cotton'
