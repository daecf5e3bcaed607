package registry

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// IconCode is the decoded file of Icons: the module's body is Head, then the code of each used icon, then Tail. The
// code of an icon assigns to exports.
type IconCode struct {
	Head, Tail string
	Icons      map[string]string
}

// separator stands between the parts of encoded IconCode; JavaScript has no reason to contain it.
const separator = "\x00"

// Encode returns the content of the file: head, tail, then name and code of each icon in order.
func (c IconCode) Encode() []byte {
	parts := []string{c.Head, c.Tail}
	for _, name := range slices.Sorted(maps.Keys(c.Icons)) {
		parts = append(parts, name, c.Icons[name])
	}
	return []byte(strings.Join(parts, separator))
}

func parseIcons(text string) (IconCode, error) {
	parts := strings.Split(text, separator)
	if len(parts) < 2 || len(parts)%2 != 0 {
		return IconCode{}, fmt.Errorf("read icons: %d parts", len(parts))
	}
	code := IconCode{Head: parts[0], Tail: parts[1], Icons: make(map[string]string, len(parts)/2)}
	for i := 2; i < len(parts); i += 2 {
		code.Icons[parts[i]] = parts[i+1]
	}
	return code, nil
}

// body returns the module's body with the named icons; names that there are not are left out.
func (c IconCode) body(i *Icons, names []string) string {
	if len(names) == 0 {
		names = append(slices.Clone(i.Names), slices.Sorted(maps.Keys(i.Aliases))...)
	}
	var out strings.Builder
	out.WriteString(c.Head + "\n")
	written := map[string]bool{}
	for _, name := range names {
		icon := name
		if original, ok := i.Aliases[name]; ok {
			icon = original
		}
		code, ok := c.Icons[icon]
		if !ok {
			continue
		}
		if !written[icon] {
			out.WriteString(code + "\n")
			written[icon] = true
		}
		if icon != name {
			fmt.Fprintf(&out, "exports.%s=exports.%s;\n", name, icon)
		}
	}
	out.WriteString(c.Tail)
	return out.String()
}
