package store

import (
	"context"
	"database/sql"
	"slices"

	"whittle/backend"
)

// PinApp puts an app behind the other pins; one that is pinned stays where it is.
func (s *Store) PinApp(ctx context.Context, owner, appID string) error {
	return s.write(ctx, "pin app", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		_, err := exec(ctx, tx, `
			INSERT INTO pin (owner, app_id, place)
			SELECT $1, $2, COALESCE(MAX(place), -1) + 1
			FROM pin
			WHERE owner = $1
			ON CONFLICT DO NOTHING`, owner, appID)
		return err
	})
}

// UnpinApp takes an app from the pins; one that is not pinned stays so.
func (s *Store) UnpinApp(ctx context.Context, owner, appID string) error {
	return s.write(ctx, "unpin app", func(tx *sql.Tx) error {
		if err := requireApp(ctx, tx, owner, appID); err != nil {
			return err
		}
		_, err := exec(ctx, tx, "DELETE FROM pin WHERE owner = $1 AND app_id = $2", owner, appID)
		return err
	})
}

// OrderPins puts the pins in the order of appIDs, which must name each pinned app once; else it returns conflict.
func (s *Store) OrderPins(ctx context.Context, owner string, appIDs []string) error {
	return s.write(ctx, "order pins", func(tx *sql.Tx) error {
		pinned, err := queryAll(ctx, tx, scanString, `
			SELECT pin.app_id
			FROM pin
			JOIN app ON app.id = pin.app_id
			WHERE pin.owner = $1 AND app.deleted_at = 0
			ORDER BY pin.app_id`, owner)
		if err != nil {
			return err
		}
		if !slices.Equal(pinned, slices.Sorted(slices.Values(appIDs))) {
			return backend.Errorf(backend.Conflict, "The pinned apps have changed meanwhile. Their order was left as it is.")
		}
		return placePins(ctx, tx, owner, appIDs)
	})
}

func placePins(ctx context.Context, tx *sql.Tx, owner string, appIDs []string) error {
	for place, id := range appIDs {
		if _, err := exec(ctx, tx, "UPDATE pin SET place = $3 WHERE owner = $1 AND app_id = $2", owner, id, place); err != nil {
			return err
		}
	}
	return nil
}
