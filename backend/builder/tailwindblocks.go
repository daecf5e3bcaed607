package builder

import (
	"regexp"
	"strings"

	"whittle/backend/builder/compiler"
)

var (
	styleBlock   = regexp.MustCompile(`(?s)(<style\b[^>]*>)(.*?)(</style>)`)
	appliesClass = regexp.MustCompile(`@apply\s|\btheme\(|@screen\s|@variant\s`)
	referenced   = regexp.MustCompile(`@reference\s+[^;]*;`)
)

// block is the style of a component that applies classes of Tailwind, by where it stands in its file.
type block struct {
	file       string
	start, end int
}

// applyInComponents puts the rules of the classes that components apply in their styles in place of the names, before
// the components are compiled. Lines stay what they are.
func (p *page) applyInComponents(ending string) {
	blocks, texts := styleBlocks(p.sources, ending)
	if len(blocks) == 0 || p.options.Compiler == nil {
		return
	}
	p.readTailwind(nil)
	input := p.tailwindInput(false, nil)
	input.Candidates = []string{}
	input.Blocks = texts
	var output compiler.TailwindOutput
	if err := p.options.Compiler.Compile(p.ctx, "tailwind", input, &output); err != nil {
		for _, b := range blocks {
			p.tailwind.sheets[b.file] = p.sources.content[b.file]
		}
		p.add(p.tailwindProblem(err))
		return
	}
	for i := len(blocks) - 1; i >= 0 && len(output.Blocks) == len(blocks); i-- { // from the end, so that places stay right
		b := blocks[i]
		content := p.sources.content[b.file]
		lines := strings.Repeat("\n", strings.Count(content[b.start:b.end], "\n"))
		p.sources.content[b.file] = content[:b.start] + strings.TrimSpace(minified(output.Blocks[i])) + lines + content[b.end:]
	}
}

func styleBlocks(s *sources, ending string) (blocks []block, texts []string) {
	for _, name := range s.paths {
		content := s.content[name]
		if !strings.HasSuffix(name, ending) || !appliesClass.MatchString(content) {
			continue
		}
		for _, m := range styleBlock.FindAllStringSubmatchIndex(content, -1) {
			if text := content[m[4]:m[5]]; appliesClass.MatchString(text) {
				blocks = append(blocks, block{name, m[4], m[5]})
				texts = append(texts, referenced.ReplaceAllString(text, ""))
			}
		}
	}
	return blocks, texts
}
