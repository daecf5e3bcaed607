package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"whittle/backend"
)

const selectGeneration = `
	SELECT
		generation.id,
		generation.session_id,
		generation.prompt_id,
		generation.message_id,
		COALESCE(generation.app_id, ''),
		generation.version,
		generation.state,
		generation.model,
		generation.finish_reason,
		generation.error_code,
		generation.error_message,
		generation.retry_after_ms,
		generation.problems,
		generation.prompt_tokens,
		generation.completion_tokens,
		generation.reasoning_tokens,
		generation.cached_tokens,
		generation.cost,
		generation.cost_source,
		generation.started_at,
		generation.first_token_at,
		generation.ended_at,
		generation.build_ms,
		generation.lease_at
	FROM generation`

func scanGeneration(row scanner) (backend.Generation, error) {
	var g backend.Generation
	var problems string
	if err := row.Scan(&g.ID, &g.SessionID, &g.PromptID, &g.MessageID, &g.AppID, &g.Version, &g.State, &g.Model,
		&g.FinishReason, &g.ErrorCode, &g.ErrorMessage, &g.RetryAfterMS, &problems, &g.Usage.PromptTokens,
		&g.Usage.CompletionTokens, &g.Usage.ReasoningTokens, &g.Usage.CachedTokens, &g.Usage.Cost, &g.Usage.CostSource,
		&g.StartedAt, &g.FirstTokenAt, &g.EndedAt, &g.BuildMS, &g.LeaseAt); err != nil {
		return g, err
	}
	if err := json.Unmarshal([]byte(problems), &g.Problems); err != nil {
		return g, fmt.Errorf("read problems of generation %s: %w", g.ID, err)
	}
	return g, nil
}

// FindGeneration returns one generation, or not_found when it is absent; a deleted session does not hide it.
func (s *Store) FindGeneration(ctx context.Context, owner, id string) (backend.Generation, error) {
	return read(ctx, s, "find generation", func(tx *sql.Tx) (backend.Generation, error) {
		return queryOne(ctx, tx, "reply", scanGeneration, selectGeneration+`
			JOIN session ON session.id = generation.session_id
			WHERE session.owner = $1 AND generation.id = $2`, owner, id)
	})
}

// RenewLeases says that the process of these generations lives; final and unknown ones are passed over.
func (s *Store) RenewLeases(ctx context.Context, ids []string, at int64) error {
	return s.write(ctx, "renew leases", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := exec(ctx, tx, "UPDATE generation SET lease_at = $2 WHERE id = $1 AND state = 'running'", id, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// InterruptGenerations ends the running generations whose lease is older than leaseBefore, because their process is
// gone, and returns them as they then are. The text that came is kept.
func (s *Store) InterruptGenerations(ctx context.Context, leaseBefore, at int64) (ended []backend.Generation, err error) {
	err = s.write(ctx, "interrupt generations", func(tx *sql.Tx) error {
		ended, err = queryAll(ctx, tx, scanGeneration, selectGeneration+`
			WHERE generation.state = 'running' AND generation.lease_at < $1
			ORDER BY generation.id`, leaseBefore)
		if err != nil {
			return err
		}
		for i := range ended {
			ended[i].State, ended[i].EndedAt = backend.GenerationInterrupted, at
			if err := updateGeneration(ctx, tx, ended[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return ended, err
}

func createGeneration(ctx context.Context, tx *sql.Tx, g backend.Generation) error {
	if _, err := exec(ctx, tx, `
		INSERT INTO generation (
			id,
			session_id,
			prompt_id,
			message_id,
			version,
			state,
			model,
			finish_reason,
			error_code,
			error_message,
			retry_after_ms,
			problems,
			prompt_tokens,
			completion_tokens,
			reasoning_tokens,
			cached_tokens,
			cost,
			cost_source,
			started_at,
			first_token_at,
			ended_at,
			build_ms,
			lease_at
		) VALUES ($1, $2, $3, $4, 0, $5, '', '', '', '', 0, '[]', 0, 0, 0, 0, 0, '', $6, 0, $7, 0, $8)`,
		g.ID, g.SessionID, g.PromptID, g.MessageID, g.State, g.StartedAt, g.EndedAt, g.LeaseAt); err != nil {
		return err
	}
	return updateGeneration(ctx, tx, g)
}

// updateGeneration writes everything that may change while a generation runs and when it ends.
func updateGeneration(ctx context.Context, tx *sql.Tx, g backend.Generation) error {
	if g.Problems == nil {
		g.Problems = []backend.Problem{}
	}
	problems, err := json.Marshal(g.Problems)
	if err != nil {
		return err
	}
	return execOne(ctx, tx, "reply", `
		UPDATE generation SET
			app_id = $2,
			version = $3,
			state = $4,
			model = $5,
			finish_reason = $6,
			error_code = $7,
			error_message = $8,
			retry_after_ms = $9,
			problems = $10,
			prompt_tokens = $11,
			completion_tokens = $12,
			reasoning_tokens = $13,
			cached_tokens = $14,
			cost = $15,
			cost_source = $16,
			started_at = $17,
			first_token_at = $18,
			ended_at = $19,
			build_ms = $20,
			lease_at = $21
		WHERE id = $1`,
		g.ID, orNull(g.AppID), g.Version, g.State, g.Model, g.FinishReason, g.ErrorCode, g.ErrorMessage, g.RetryAfterMS,
		string(problems), g.Usage.PromptTokens, g.Usage.CompletionTokens, g.Usage.ReasoningTokens, g.Usage.CachedTokens,
		g.Usage.Cost, g.Usage.CostSource, g.StartedAt, g.FirstTokenAt, g.EndedAt, g.BuildMS, g.LeaseAt)
}
