package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"whittle/backend/builder/registry"
)

// iconHead makes an object that icons can be put on out of the exports of the head.
const iconHead = `
var shared=module.exports;exports=module.exports={};Object.defineProperty(exports,"__esModule",{value:true});Object.defineProperty(exports,"default",{value:exports});`

// found is one icon as a package has it.
type found struct {
	name    string
	aliases []string
	code    string
}

func (m *maker) icons(i icons) (*registry.Icons, error) {
	folder := path.Join("node_modules", i.folder())
	head, err := registry.Compile(registry.Source{Dir: m.dir, Specifier: i.Name, Entry: i.folder(), Code: i.Head, Keep: m.keep})
	if err != nil {
		return nil, fmt.Errorf("make the icons of %s: %w", i.Name, err)
	}
	m.uses(append(head.Packages, folder)...)
	made := &registry.Icons{Module: head.Module, IconNames: registry.IconNames{Aliases: map[string]string{}}}
	head.Code += iconHead
	for _, name := range head.Exports {
		head.Code += fmt.Sprintf("var %[1]s=shared.%[1]s;", name)
	}
	made.Exports = slices.DeleteFunc(head.Exports, func(name string) bool { return slices.Contains(i.Locals, name) })
	for _, name := range made.Exports {
		head.Code += fmt.Sprintf("exports.%[1]s=%[1]s;", name)
	}
	all, err := m.findIcons(i, filepath.Join(m.dir, filepath.FromSlash(folder)))
	if err != nil {
		return nil, fmt.Errorf("find the icons of %s: %w", i.Name, err)
	}
	code := registry.IconCode{Head: head.Code, Tail: i.Tail, Icons: map[string]string{}}
	for _, icon := range all {
		made.Names = append(made.Names, icon.name)
		code.Icons[icon.name] = icon.code
		for _, alias := range icon.aliases {
			made.Aliases[alias] = icon.name
		}
	}
	slices.Sort(made.Names)
	names, err := json.Marshal(made.IconNames)
	if err != nil {
		return nil, err
	}
	if made.NamesFile, err = m.dist.put(names); err != nil {
		return nil, err
	}
	made.File, err = m.dist.put(code.Encode())
	return made, err
}

func (i icons) folder() string {
	if i.Package != "" {
		return i.Package
	}
	return i.Name
}

// exportLine is what the index of an icon package has for each icon.
var exportLine = regexp.MustCompile(`export \{([^}]*)\} from ['"]\./([^'"]+)['"]`)

// findIcons reads the icons of a package in the folder.
func (m *maker) findIcons(i icons, folder string) ([]found, error) {
	pattern, err := regexp.Compile(i.Icon)
	if err != nil {
		return nil, err
	}
	if i.File != "" {
		text, err := os.ReadFile(filepath.Join(folder, i.File))
		if err != nil {
			return nil, err
		}
		return inParallel(pattern.FindAllSubmatchIndex(text, -1), func(at []int) (found, error) {
			return i.icon(pattern, text, at, nil)
		})
	}
	index, err := os.ReadFile(filepath.Join(folder, i.Index))
	if err != nil {
		return nil, err
	}
	lines := slices.DeleteFunc(exportLine.FindAllStringSubmatch(string(index), -1), func(line []string) bool {
		return i.Folder != "" && !strings.HasPrefix(line[2], i.Folder)
	})
	return inParallel(lines, func(line []string) (found, error) {
		text, err := os.ReadFile(filepath.Join(folder, path.Dir(i.Index), line[2]))
		if err != nil {
			return found{}, err
		}
		at := pattern.FindSubmatchIndex(text)
		if at == nil {
			return found{}, fmt.Errorf("%s is not written as the others are", line[2])
		}
		return i.icon(pattern, text, at, exported(line[1]))
	})
}

// icon makes the code of an icon from a match of the pattern. Of its names the one in the match is the first.
func (i icons) icon(pattern *regexp.Regexp, text []byte, at []int, names []string) (found, error) {
	icon := found{name: string(pattern.Expand(nil, []byte("$name"), text, at))}
	if len(names) > 0 && !slices.Contains(names, icon.name) {
		icon.name = names[0]
	}
	icon.aliases = slices.DeleteFunc(names, func(name string) bool { return name == icon.name })
	code := "exports." + icon.name + "=" + string(pattern.Expand(nil, []byte(i.Code), text, at))
	result := api.Transform(code, api.TransformOptions{Target: api.ES2022, MinifySyntax: true, MinifyWhitespace: true,
		MinifyIdentifiers: true, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone})
	if len(result.Errors) > 0 {
		return icon, fmt.Errorf("%s: %s", icon.name, result.Errors[0].Text)
	}
	icon.code = strings.TrimSpace(string(result.Code))
	return icon, nil
}

// exported returns the names in the braces of an export: "default as A, default as B" or "A".
func exported(list string) []string {
	var names []string
	for part := range strings.SplitSeq(list, ",") {
		fields := strings.Fields(part)
		if len(fields) > 0 {
			names = append(names, fields[len(fields)-1])
		}
	}
	return names
}
