//go:build !windows

package main

// attachConsole does nothing: programs have their console here.
func attachConsole() {}
