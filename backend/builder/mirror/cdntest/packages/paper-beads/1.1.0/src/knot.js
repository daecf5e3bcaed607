export default 'a knot of 1.1.0'
