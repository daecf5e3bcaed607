package library

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"whittle/backend"
	"whittle/backend/store"
)

// What a word of a prompt is worth when a starter has it in its name, its keywords or its description, and what a
// whole phrase of its keywords adds.
const (
	nameWeight        = 4.0
	keywordWeight     = 3.0
	descriptionWeight = 1.0
	phraseWeight      = 4.0
)

// wordWeights is what a starter is found by.
type wordWeights struct {
	words   map[string]float64
	phrases [][]string
}

// Nearest returns all starters, those first that share the most telling words with prompt; among equals their own
// order holds. It only compares words, no model is asked.
func (l *Library) Nearest(prompt string) []backend.Starter {
	asked := stems(prompt)
	shared := map[string]float64{}
	starters := l.starters()
	for _, st := range starters {
		for word := range st.words.words {
			shared[word]++
		}
	}
	type scored struct {
		backend.Starter
		score float64
	}
	var all []scored
	for _, st := range starters {
		all = append(all, scored{st.Starter, st.words.score(asked, shared)})
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	sorted := make([]backend.Starter, len(all))
	for i, one := range all {
		sorted[i] = one.Starter
	}
	return sorted
}

// score counts each word once; one that several starters share tells less.
func (w wordWeights) score(asked []string, shared map[string]float64) float64 {
	total := 0.0
	seen := map[string]bool{}
	for _, word := range asked {
		if weight, ok := w.words[word]; ok && !seen[word] {
			total += weight / shared[word]
			seen[word] = true
		}
	}
	for _, phrase := range w.phrases {
		if containsPhrase(asked, phrase) {
			total += phraseWeight
		}
	}
	return total
}

func containsPhrase(words, phrase []string) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.Equal(words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

func weigh(m manifest) wordWeights {
	w := wordWeights{words: map[string]float64{}}
	add := func(text string, weight float64) {
		for _, word := range stems(text) {
			w.words[word] = max(w.words[word], weight)
		}
	}
	add(m.Name, nameWeight)
	add(m.Description, descriptionWeight)
	for _, keyword := range m.Keywords {
		add(keyword, keywordWeight)
		if phrase := stems(keyword); len(phrase) > 1 {
			w.phrases = append(w.phrases, phrase)
		}
	}
	return w
}

// stems returns the telling words of text as they are compared: folded, without plural endings, filler left out.
func stems(text string) []string {
	words := strings.FieldsFunc(store.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var telling []string
	for _, word := range words {
		if !filler(word) {
			telling = append(telling, singular(word))
		}
	}
	return telling
}

// filler says whether nearly every prompt has the word.
func filler(word string) bool {
	switch word {
	case "a", "an", "and", "any", "app", "apps", "application", "are", "as", "at", "be", "build", "by", "can", "create",
		"for", "from", "give", "has", "have", "i", "in", "into", "is", "it", "its", "like", "make", "me", "my", "need",
		"of", "on", "or", "our", "please", "s", "should", "show", "simple", "small", "so", "some", "that", "the", "this",
		"to", "want", "we", "where", "which", "with", "write", "you", "your":
		return true
	}
	return false
}

// singular takes the ending of a regular English plural off.
func singular(word string) string {
	switch {
	case len(word) <= 3:
		return word
	case strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"):
		return strings.TrimSuffix(word, "es")
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	}
	return strings.TrimSuffix(word, "s")
}
