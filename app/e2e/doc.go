// Package e2e drives the real program in its real window: a screen that nobody sees (Xvfb), WebKit's own driver
// (WebKitWebDriver) and the W3C WebDriver protocol. A test starts a Window on a data folder, looks for elements,
// clicks, types, enters frames, waits for conditions and takes screenshots; starting a second Window on the same
// folder is a restart of the program.
//
// The tests carry the build tag e2e and build the program with it:
//
//	go test -tags e2e ./app/e2e
//
// They skip where Xvfb or WebKitWebDriver is missing. WHITTLE_E2E_SHOTS names a folder for screenshots.
package e2e
