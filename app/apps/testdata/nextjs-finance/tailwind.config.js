module.exports = {
  content: ['./src/**/*.{js,jsx}'],
  theme: { extend: { colors: { brand: '#0f766e' } } },
}
