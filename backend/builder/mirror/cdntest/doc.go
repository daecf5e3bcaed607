// Package cdntest is a stand-in for the npm registry and for CDNs: a few small packages, and ways to fail.
//
// The registry is at /npm, every other host at /cdn/HOST. What a package is called decides how it is served: those in
// the folder packages are served whole, and broken-<scenario> fails in that way (see Scenarios).
package cdntest
