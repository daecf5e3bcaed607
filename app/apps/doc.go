// Package apps holds apps of every template as a model writes them, and opens and clicks them in the real program.
//
// testdata/<template>-<name> is one app; its clicks.json says what a person does with it and what must be seen. The
// tests carry the build tag e2e; see package e2e for what they need:
//
//	go test -tags e2e ./app/apps
//
// WHITTLE_APPS picks apps by the beginning of their names, WHITTLE_E2E_SHOTS names a folder for pictures,
// WHITTLE_E2E_DARK takes the desktop's dark theme.
package apps
