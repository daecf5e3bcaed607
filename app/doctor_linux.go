package main

// checkProcessSandbox tells whether the window's web process can be confined.
func checkProcessSandbox() []check {
	if err := sandboxWorks(); err != nil {
		return []check{{"sandbox", false, "WebKit's process sandbox cannot start: " + err.Error(),
			"Install bubblewrap and xdg-dbus-proxy, and allow user namespaces. Apps stay in their closed frames without it."}}
	}
	return []check{{"sandbox", true, "the window's web process is confined by bubblewrap", ""}}
}
