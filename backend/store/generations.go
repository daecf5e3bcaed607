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
		generation.tokens_estimated,
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
		&g.Usage.CompletionTokens, &g.Usage.ReasoningTokens, &g.Usage.CachedTokens, &g.Usage.TokensEstimated, &g.Usage.Cost, &g.Usage.CostSource,
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
// gone, and returns them as they then are. A lease as far in the future counts as old: the clock was set back since.
// The text that came is kept.
func (s *Store) InterruptGenerations(ctx context.Context, leaseBefore, at int64) (ended []backend.Generation, err error) {
	err = s.write(ctx, "interrupt generations", func(tx *sql.Tx) error {
		ended, err = queryAll(ctx, tx, scanGeneration, selectGeneration+`
			WHERE generation.state = 'running' AND (generation.lease_at < $1 OR generation.lease_at > $2)
			ORDER BY generation.id`, leaseBefore, at+(at-leaseBefore))
		if err != nil {
			return err
		}
		for i := range ended {
			ended[i].State, ended[i].EndedAt = backend.GenerationInterrupted, at
			if err := saveGeneration(ctx, tx, ended[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return ended, err
}

// saveGeneration stores a new generation, or all that may change in one that is there.
func saveGeneration(ctx context.Context, tx *sql.Tx, g backend.Generation) error {
	if g.Problems == nil {
		g.Problems = []backend.Problem{}
	}
	problems, err := json.Marshal(g.Problems)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `
		INSERT INTO generation (
			id,
			session_id,
			prompt_id,
			message_id,
			app_id,
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
			tokens_estimated,
			cost,
			cost_source,
			started_at,
			first_token_at,
			ended_at,
			build_ms,
			lease_at
		) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
		ON CONFLICT (id) DO UPDATE SET
			app_id = excluded.app_id,
			version = excluded.version,
			state = excluded.state,
			model = excluded.model,
			finish_reason = excluded.finish_reason,
			error_code = excluded.error_code,
			error_message = excluded.error_message,
			retry_after_ms = excluded.retry_after_ms,
			problems = excluded.problems,
			prompt_tokens = excluded.prompt_tokens,
			completion_tokens = excluded.completion_tokens,
			reasoning_tokens = excluded.reasoning_tokens,
			cached_tokens = excluded.cached_tokens,
			tokens_estimated = excluded.tokens_estimated,
			cost = excluded.cost,
			cost_source = excluded.cost_source,
			started_at = excluded.started_at,
			first_token_at = excluded.first_token_at,
			ended_at = excluded.ended_at,
			build_ms = excluded.build_ms,
			lease_at = excluded.lease_at`,
		g.ID, g.SessionID, g.PromptID, g.MessageID, orNull(g.AppID), g.Version, g.State, g.Model, g.FinishReason,
		g.ErrorCode, g.ErrorMessage, g.RetryAfterMS, string(problems), g.Usage.PromptTokens, g.Usage.CompletionTokens,
		g.Usage.ReasoningTokens, g.Usage.CachedTokens, g.Usage.TokensEstimated, g.Usage.Cost, g.Usage.CostSource,
		g.StartedAt, g.FirstTokenAt, g.EndedAt, g.BuildMS, g.LeaseAt)
	return err
}
