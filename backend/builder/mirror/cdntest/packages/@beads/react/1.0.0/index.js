const {createElement} = require('react')
const {string} = require('bead-string')
const beads = require('paper-beads')
const {colors} = require('bead-colors')

exports.Beads = () => createElement('p', null, string, beads.version, beads.colors.concat(colors).join(' '))
