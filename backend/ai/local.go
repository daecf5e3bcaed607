package ai

import (
	"context"
	"sync"
	"time"

	"whittle/backend"
)

const probeTimeout = 800 * time.Millisecond

// Local is a model server on this computer.
type Local struct {
	Name    string `json:"name"`
	BaseURL string `json:"base_url"`
	Models  int    `json:"models"`
}

// usualServers returns where local model servers listen unless told otherwise (their own documentation).
func usualServers() []Local {
	return []Local{
		{Name: "Ollama", BaseURL: "http://127.0.0.1:11434/v1"},
		{Name: "LM Studio", BaseURL: "http://127.0.0.1:1234/v1"},
		{Name: "llama.cpp", BaseURL: "http://127.0.0.1:8080/v1"},
		{Name: "vLLM", BaseURL: "http://127.0.0.1:8000/v1"},
	}
}

// FindLocal returns the usual local servers that answer GET /models in the right form, within a second.
func (g *Gateway) FindLocal(ctx context.Context) []Local {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	counts := make([]int, len(g.config.Local))
	var wg sync.WaitGroup
	for i, server := range g.config.Local {
		wg.Go(func() { counts[i] = g.probe(ctx, server.BaseURL) })
	}
	wg.Wait()
	found := []Local{}
	for i, server := range g.config.Local {
		if counts[i] >= 0 {
			server.Models = counts[i]
			found = append(found, server)
		}
	}
	return found
}

// probe returns the number of models at base, or -1 when no model server answers there.
func (g *Gateway) probe(ctx context.Context, base string) int {
	t, err := newTarget(backend.Endpoint{Kind: backend.EndpointOpenAI, BaseURL: base})
	if err != nil {
		return -1
	}
	models, err := g.list(ctx, t)
	if err != nil {
		return -1
	}
	return len(models)
}
