// Command licenses collects the licences of everything that the program itself is made of: Go modules and the packages
// of the UI. It writes app/licenses.json.zst; run it from the root after a dependency has changed.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// licence is one entry of the list that whittle serves.
type licence struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	License string `json:"license"`
	Text    string `json:"text"`
}

func main() {
	log.SetFlags(0)
	modules, err := goModules()
	if err != nil {
		log.Fatal(err)
	}
	packages, err := uiPackages("frontend")
	if err != nil {
		log.Fatal(err)
	}
	compilers, err := uiPackages(filepath.Join("backend", "builder", "compiler"))
	if err != nil {
		log.Fatal(err)
	}
	all := slices.Concat(modules, packages, compilers)
	slices.SortFunc(all, func(a, b licence) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Version, b.Version))
	})
	if err := write(filepath.Join("app", "licenses.json.zst"), all); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d licences\n", len(all))
}

func write(name string, all []licence) error {
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	return os.WriteFile(name, encoder.EncodeAll(text, nil), 0o644)
}

// goModules returns the licences of the modules behind the program on every system it is built for.
func goModules() ([]licence, error) {
	found := map[string]licence{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		command := exec.Command("go", "list", "-deps", "-json=Module", "-tags", "desktop,production,webkit2_41", "./app")
		command.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		command.Stderr = os.Stderr
		out, err := command.Output()
		if err != nil {
			return nil, fmt.Errorf("list modules for %s: %w", system, err)
		}
		if err := readModules(out, found); err != nil {
			return nil, err
		}
	}
	text, err := licenceText(runtime.GOROOT())
	if err != nil {
		return nil, err
	}
	all := []licence{{Name: "Go", Version: strings.TrimPrefix(runtime.Version(), "go"), License: nameOf(text), Text: text}}
	for _, l := range found {
		all = append(all, l)
	}
	return all, nil
}

func readModules(out []byte, found map[string]licence) error {
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Module *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if p.Module == nil || p.Module.Main || found[p.Module.Path].Name != "" {
			continue
		}
		text, err := licenceText(p.Module.Dir)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Module.Path, err)
		}
		found[p.Module.Path] = licence{p.Module.Path, p.Module.Version, nameOf(text), text}
	}
}

// uiPackages returns the licences of what the UI is built from, without tools.
func uiPackages(folder string) ([]licence, error) {
	text, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version string `json:"version"`
			License string `json:"license"`
			Dev     bool   `json:"dev"`
			Peer    bool   `json:"peer"`
		} `json:"packages"`
	}
	if err := json.Unmarshal(text, &lock); err != nil {
		return nil, err
	}
	var all []licence
	for path, p := range lock.Packages {
		if path == "" || p.Dev || p.Peer || strings.Contains(path, "node_modules/@types/") { // types are gone when it is built
			continue
		}
		name := path[strings.LastIndex(path, "node_modules/")+len("node_modules/"):]
		text, err := licenceText(filepath.Join(folder, path))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		all = append(all, licence{name, p.Version, cmp.Or(p.License, nameOf(text)), text})
	}
	return all, nil
}

// licenceText joins the licence files of a folder; the error is fs.ErrNotExist when there is none.
func licenceText(folder string) (string, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return "", err
	}
	var texts []string
	for _, f := range files {
		name := strings.ToLower(f.Name())
		isLicence := strings.HasPrefix(name, "licen") || strings.HasPrefix(name, "copying") || name == "notice" || name == "notice.txt"
		if f.IsDir() || !isLicence || strings.HasSuffix(name, ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			return "", err
		}
		texts = append(texts, strings.TrimSpace(strings.ToValidUTF8(string(text), "\ufffd")))
	}
	if len(texts) == 0 {
		return "", fmt.Errorf("no licence in %s: %w", filepath.Base(folder), fs.ErrNotExist)
	}
	return strings.Join(texts, "\n\n"), nil
}

// nameOf tells a licence from phrases that only it has (spdx.org/licenses).
func nameOf(text string) string {
	plain := strings.Join(strings.Fields(text), " ")
	for _, known := range []struct{ phrase, name string }{
		{"Mozilla Public License Version 2.0", "MPL-2.0"},
		{"Apache License Version 2.0", "Apache-2.0"},
		{"Apache License, Version 2.0", "Apache-2.0"},
		{"Permission is hereby granted, free of charge", "MIT"},
		{"Neither the name", "BSD-3-Clause"},
		{"name of the copyright holder", "BSD-3-Clause"},
		{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
		{"Permission to use, copy, modify, and/or distribute", "ISC"},
		{"Permission to use, copy, modify, and distribute", "ISC"},
		{"This is free and unencumbered software", "Unlicense"},
	} {
		if strings.Contains(plain, known.phrase) {
			return known.name
		}
	}
	return ""
}
