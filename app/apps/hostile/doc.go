// Package hostile gives the builder what no model should write and somebody will: each ends in a page or in a problem
// that says what is wrong, never in a panic or a wait.
package hostile
