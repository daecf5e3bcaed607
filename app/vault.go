package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"whittle/backend"
	"whittle/backend/api"
)

const vaultService = "whittle"

// keyringPatience is how long the system's keyring may take; a locked one waits for its owner in a dialog.
const keyringPatience = 3 * time.Second

// vault keeps secrets: in the system's keyring, or in an encrypted file where there is none.
type vault struct {
	file *sealedFile

	probe   sync.Once
	keyring bool
}

func newVault(dataDir string) (*vault, error) {
	file, err := newSealedFile(dataDir)
	if err != nil {
		return nil, err
	}
	return &vault{file: file}, nil
}

// hasKeyring reports whether the system's keyring answers. Without one, go-keyring fails with a D-Bus error and not with
// its own "unsupported", so the only way to know is to ask.
func (v *vault) hasKeyring() bool {
	v.probe.Do(func() {
		err := patiently(func() error {
			_, err := keyring.Get(vaultService, "probe")
			return err
		})
		v.keyring = err == nil || errors.Is(err, keyring.ErrNotFound)
	})
	return v.keyring
}

func patiently(ask func() error) error {
	answer := make(chan error, 1)
	go func() { answer <- ask() }()
	select {
	case err := <-answer:
		return err
	case <-time.After(keyringPatience):
		return backend.Errorf(backend.Unavailable, "The system's keyring does not answer.")
	}
}

// get returns the secret of account and where it lies; "" and KeyNone when there is none.
func (v *vault) get(account string) (string, api.KeyPlace, error) {
	if v.hasKeyring() {
		var secret string
		err := patiently(func() (err error) {
			secret, err = keyring.Get(vaultService, account)
			return err
		})
		if err == nil {
			return secret, api.KeyKeyring, nil
		}
		if !errors.Is(err, keyring.ErrNotFound) {
			return "", api.KeyNone, fmt.Errorf("read the keyring: %w", err)
		}
	}
	secret, err := v.file.get(account)
	if err != nil || secret == "" {
		return "", api.KeyNone, err
	}
	return secret, api.KeyFile, nil
}

// set keeps secret for account and says where.
func (v *vault) set(account, secret string) (api.KeyPlace, error) {
	if v.hasKeyring() {
		err := patiently(func() error { return keyring.Set(vaultService, account, secret) })
		if err == nil {
			return api.KeyKeyring, v.file.set(account, "")
		}
	}
	return api.KeyFile, v.file.set(account, secret)
}

// remove forgets the secret of account wherever it lies.
func (v *vault) remove(account string) error {
	if v.hasKeyring() {
		err := patiently(func() error { return keyring.Delete(vaultService, account) })
		if err != nil && !errors.Is(err, keyring.ErrNotFound) {
			return fmt.Errorf("change the keyring: %w", err)
		}
	}
	return v.file.set(account, "")
}
