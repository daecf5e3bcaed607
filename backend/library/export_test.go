package library

import "io/fs"

// CheckStarters says what is wrong with the starters of files.
func CheckStarters(files fs.FS) error {
	_, err := readStarters(files)
	return err
}

// TableOfGlyphs gives tests the shapes that icons are made with, none when they were not generated.
func TableOfGlyphs() map[string]string { return readGlyphs() }

// ParseGlyphs lets tests read a table.
func ParseGlyphs(text string) map[string]string { return parseGlyphs(text) }

// Tones returns the colours of each pigment by name, deep then pale.
func Tones() map[string][2][5]string {
	all := map[string][2][5]string{}
	for _, p := range pigments() {
		all[p.name] = [2][5]string{p.deep, p.pale}
	}
	return all
}

// PigmentOf reads the pigment of an icon.
func PigmentOf(icon string) string { return pigmentOf(icon) }
