export const products = [
  { slug: 'mug', name: 'Mug', price: 12 },
  { slug: 'bag', name: 'Bag', price: 30 },
]
