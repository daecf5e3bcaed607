export default 'a knot of 1.0.0'
