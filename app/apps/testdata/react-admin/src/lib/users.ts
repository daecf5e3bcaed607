export const users = [
  { id: 1, name: 'Ada', role: 'owner' },
  { id: 2, name: 'Linus', role: 'guest' },
]
