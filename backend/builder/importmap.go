package builder

import (
	"encoding/json"
	"strings"
)

// importMap is what a page's import map says (HTML standard, 8.1.6.2 import maps); scopes are left to the browser.
type importMap map[string]string

func parseImportMap(text string) (importMap, error) {
	var parsed struct {
		Imports map[string]any `json:"imports"`
	}
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return nil, err
	}
	m := importMap{}
	for specifier, address := range parsed.Imports {
		if s, ok := address.(string); ok {
			m[specifier] = s
		}
	}
	return m, nil
}

// target returns where specifier leads, or specifier itself when the map does not have it. The longest prefix wins.
func (m importMap) target(specifier string) string {
	if address, ok := m[specifier]; ok {
		return address
	}
	longest := ""
	for prefix := range m {
		if strings.HasSuffix(prefix, "/") && strings.HasPrefix(specifier, prefix) && len(prefix) > len(longest) {
			longest = prefix
		}
	}
	if longest == "" {
		return specifier
	}
	return m[longest] + specifier[len(longest):]
}
