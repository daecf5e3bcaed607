package store

import (
	"context"
	"database/sql"
	"fmt"

	"whittle/backend"
)

// UsageFilter says which calls are summed.
type UsageFilter struct {
	Owner string
	AppID string // empty sums over all apps and over calls of none
	Since int64  // the first moment that counts; 0 takes all

	Purpose backend.Purpose // empty sums over all purposes
}

// SumUsage returns the sum over the calls of f, zero when there are none.
func (s *Store) SumUsage(ctx context.Context, f UsageFilter) (backend.UsageTotal, error) {
	return read(ctx, s, "sum usage", func(tx *sql.Tx) (t backend.UsageTotal, err error) {
		query, args := `
			SELECT
				COUNT(*),
				COALESCE(SUM(prompt_tokens), 0),
				COALESCE(SUM(completion_tokens), 0),
				COALESCE(SUM(cost), 0)
			FROM usage
			WHERE owner = $1 AND created_at >= $2`, []any{f.Owner, f.Since}
		if f.AppID != "" {
			query, args = query+" AND app_id = $3", append(args, f.AppID)
		}
		if f.Purpose != "" {
			args = append(args, f.Purpose)
			query += fmt.Sprintf(" AND purpose = $%d", len(args))
		}
		err = tx.QueryRowContext(ctx, query, args...).Scan(&t.Calls, &t.PromptTokens, &t.CompletionTokens, &t.Cost)
		return t, err
	})
}

// RecordUsage books one call. It is booked even when its app or session is gone; recording the same row twice is
// refused with conflict.
func (s *Store) RecordUsage(ctx context.Context, u backend.UsageRow) error {
	return s.write(ctx, "record usage", func(tx *sql.Tx) error {
		_, err := exec(ctx, tx, `
			INSERT INTO usage (
				id,
				owner,
				purpose,
				app_id,
				session_id,
				generation_id,
				model,
				provider,
				remote_id,
				prompt_tokens,
				completion_tokens,
				reasoning_tokens,
				cached_tokens,
				tokens_estimated,
				cost,
				cost_source,
				error_code,
				created_at
			) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
			u.ID, u.Owner, u.Purpose, u.AppID, u.SessionID, u.GenerationID, u.Model, u.Provider, u.RemoteID,
			u.PromptTokens, u.CompletionTokens, u.ReasoningTokens, u.CachedTokens, u.TokensEstimated, u.Cost, u.CostSource,
			u.ErrorCode, u.CreatedAt)
		if isUnique(err) {
			return &backend.Error{Code: backend.Conflict, Message: "This call is already in the books.", Err: err}
		}
		return err
	})
}
