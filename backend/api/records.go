package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"whittle/backend/store"
)

// maxRecords is what a request that writes records may bring, in bytes: all that an app may keep, with quotes escaped.
const maxRecords = 2*store.MaxAppRecords + 1<<20

type recordPatch struct {
	Clear []string           `json:"clear,omitempty" doc:"Forget first what begins with one of these."`
	Set   map[string]*string `json:"set,omitempty" doc:"Records to write; null deletes one."`
}

type recordsPatch struct {
	AppPath
	Body struct {
		Patches []recordPatch `json:"patches" nullable:"false" doc:"One for each transaction, in order; all are kept or none."`
	}
}

type records struct {
	Records map[string]string `json:"records"`
}

func (s *Server) recordRoutes() {
	handle(s, "GET", "/api/apps/{id}/records", "get-app-records", "What an app keeps in IndexedDB", s.appRecords)
	op := s.operation("PATCH", "/api/apps/{id}/records", "write-app-records", "Keep what an app wrote to IndexedDB")
	op.MaxBodyBytes = maxRecords
	op.DefaultStatus = http.StatusNoContent
	huma.Register(s.api, op, func(ctx context.Context, in *recordsPatch) (*struct{}, error) {
		patches := make([]store.RecordPatch, 0, len(in.Body.Patches))
		for _, p := range in.Body.Patches {
			patches = append(patches, store.RecordPatch(p))
		}
		if err := s.Store.WriteAppRecords(ctx, ownerOf(ctx), in.ID, patches); err != nil {
			return nil, s.failed(op.OperationID, err)
		}
		return nil, nil
	})
}

func (s *Server) appRecords(ctx context.Context, in *AppPath) (records, error) {
	if _, err := s.Library.App(ctx, ownerOf(ctx), in.ID); err != nil {
		return records{}, err
	}
	kept, err := s.Store.AppRecords(ctx, in.ID)
	return records{kept}, err
}
