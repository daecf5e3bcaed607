import {colors} from 'bead-colors'

export const version = '1.1.0'
export default function beads(count) {
  return Array.from({length: count}, (_, i) => colors[i % colors.length]).join(' ')
}
