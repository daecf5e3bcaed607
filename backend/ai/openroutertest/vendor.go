package openroutertest

import (
	"math/rand/v2"
	"strings"
	"time"
)

// vendor is how the models of one maker stream: chunk sizes in characters, as recorded from OpenRouter, and their
// words for the end of a reply.
type vendor struct {
	provider   string
	median     int
	longest    int
	perSecond  int // characters
	firstToken time.Duration
	stop       string
	length     string
	thinks     bool
}

func vendorOf(id string) vendor {
	maker, name, _ := strings.Cut(id, "/")
	switch maker {
	case "anthropic":
		return vendor{"Anthropic", 8, 43, 280, 900 * time.Millisecond, "end_turn", "max_tokens", false}
	case "openai":
		return vendor{"OpenAI", 3, 14, 400, 1200 * time.Millisecond, "completed", "max_output_tokens", strings.HasPrefix(name, "gpt-5")}
	case "google":
		return vendor{"Google AI Studio", 26, 52, 600, 700 * time.Millisecond, "STOP", "MAX_TOKENS", name == "gemini-2.5-pro"}
	case "x-ai":
		return vendor{"xAI", 3, 11, 500, 500 * time.Millisecond, "completed", "length", false}
	case "deepseek":
		return vendor{"DeepSeek", 6, 20, 200, 1500 * time.Millisecond, "stop", "length", false}
	case "moonshotai":
		return vendor{"Moonshot AI", 3, 13, 250, 800 * time.Millisecond, "stop", "length", false}
	case "z-ai":
		return vendor{"Z.AI", 3, 12, 240, 800 * time.Millisecond, "stop", "length", false}
	}
	return vendor{"Stand-in", 6, 24, 320, 600 * time.Millisecond, "stop", "length", false}
}

// cut divides s into chunks of the vendor's sizes; it never splits a character.
func (v vendor) cut(s string, rng *rand.Rand) []string {
	var chunks []string
	runes := []rune(s)
	for len(runes) > 0 {
		n := 1 + rng.IntN(2*v.median-1) // around the median
		if rng.IntN(12) == 0 {
			n = 1 + rng.IntN(v.longest)
		}
		n = min(n, len(runes))
		chunks = append(chunks, string(runes[:n]))
		runes = runes[n:]
	}
	return chunks
}
