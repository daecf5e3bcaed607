export default 'a knot of 2.0.0'
