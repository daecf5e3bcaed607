package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"whittle/backend"
	"whittle/backend/store"
)

// list is the body of every route that returns several things.
type list[T any] struct {
	Items []T `json:"items" nullable:"false"`
}

func listOf[T any](items []T, err error) (list[T], error) {
	if items == nil {
		items = []T{}
	}
	return list[T]{items}, err
}

type body[T any] struct{ Body T }

// maxBody is what a request may bring, in bytes: all that an app may keep, with every character escaped.
const maxBody = 6*store.MaxAppData + 1<<20

// operation describes a route whose every error has the shape of failure.
func (s *Server) operation(method, path, name, summary string) huma.Operation {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[failure](), true, "Failure")
	wrong := &huma.Response{Description: "What went wrong", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
	return huma.Operation{
		OperationID: name, Method: method, Path: path, Summary: summary, MaxBodyBytes: maxBody,
		Responses: map[string]*huma.Response{"default": wrong},
	}
}

// handle registers an operation that returns a body. name is its operation id, such as "list-apps".
func handle[I, O any](s *Server, method, path, name, summary string, fn func(context.Context, *I) (O, error)) {
	op := s.operation(method, path, name, summary)
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*body[O], error) {
		out, err := fn(ctx, in)
		if err != nil {
			return nil, s.failed(name, err)
		}
		return &body[O]{out}, nil
	})
}

// perform registers an operation that returns nothing.
func perform[I any](s *Server, method, path, name, summary string, fn func(context.Context, *I) error) {
	op := s.operation(method, path, name, summary)
	op.DefaultStatus = http.StatusNoContent
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*struct{}, error) {
		if err := fn(ctx, in); err != nil {
			return nil, s.failed(name, err)
		}
		return nil, nil
	})
}

// failed turns err into its body; what the person cannot be told goes to the log here, and only here.
func (s *Server) failed(name string, err error) error {
	f := fail(err)
	if f.Code == backend.Internal {
		s.Log.Error("operation failed", "operation", name, "error", err)
	}
	return f
}

func asCoded(err error) (*backend.Error, bool) {
	var coded *backend.Error
	ok := errors.As(err, &coded)
	return coded, ok
}

func indentedJSON(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
