package builder

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// importMap is what a page's import maps say (HTML standard, 8.1.6.2 import maps).
type importMap struct {
	imports map[string]string
	scopes  []importScope // the longest prefix first
}

// importScope holds for the files of a folder.
type importScope struct {
	prefix  string // a path in the app, such as lib/; "" for all of it
	imports map[string]string
}

// parseImportMap reads the text of an import map. Relative addresses count from folder and become paths from the root.
func parseImportMap(text, folder string) (*importMap, error) {
	var parsed struct {
		Imports map[string]any            `json:"imports"`
		Scopes  map[string]map[string]any `json:"scopes"`
	}
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return nil, err
	}
	m := &importMap{imports: mapped(parsed.Imports, folder)}
	for prefix, imports := range parsed.Scopes {
		if isAbsoluteURL(prefix) {
			continue // what lies elsewhere is linked whole
		}
		m.scopes = append(m.scopes, importScope{strings.TrimPrefix(fromRoot(prefix, folder), "/"), mapped(imports, folder)})
	}
	slices.SortFunc(m.scopes, func(a, b importScope) int { return strings.Compare(b.prefix, a.prefix) })
	return m, nil
}

func mapped(imports map[string]any, folder string) map[string]string {
	out := map[string]string{}
	for specifier, address := range imports {
		if s, ok := address.(string); ok {
			out[specifier] = fromRoot(s, folder)
		}
	}
	return out
}

func fromRoot(address, folder string) string {
	if strings.HasPrefix(address, "./") || strings.HasPrefix(address, "../") {
		return "/" + path.Join(folder, address) + trailingSlash(address)
	}
	return address
}

// merge adds what another map of the same page says; what came first holds.
func (m *importMap) merge(other *importMap) *importMap {
	if m == nil {
		return other
	}
	for specifier, address := range other.imports {
		if _, taken := m.imports[specifier]; !taken {
			m.imports[specifier] = address
		}
	}
	m.scopes = append(m.scopes, other.scopes...)
	return m
}

// target returns where specifier leads in a file, or specifier itself when the map does not have it.
func (m *importMap) target(specifier, importer string) string {
	if m == nil {
		return specifier
	}
	for _, scope := range m.scopes {
		if strings.HasPrefix(importer, scope.prefix) {
			if address, ok := lookup(scope.imports, specifier); ok {
				return address
			}
		}
	}
	if address, ok := lookup(m.imports, specifier); ok {
		return address
	}
	return specifier
}

// lookup finds a specifier, or the longest prefix of it that ends in a slash.
func lookup(imports map[string]string, specifier string) (address string, ok bool) {
	if address, ok := imports[specifier]; ok {
		return address, true
	}
	longest := ""
	for prefix := range imports {
		if strings.HasSuffix(prefix, "/") && strings.HasPrefix(specifier, prefix) && len(prefix) > len(longest) {
			longest = prefix
		}
	}
	if longest == "" {
		return "", false
	}
	return imports[longest] + specifier[len(longest):], true
}
