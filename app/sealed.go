package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"whittle/backend"
)

// sealedFile keeps secrets encrypted (AES-256-GCM) in the library folder. Its key lies in the person's configuration
// folder, so that a copy of the library alone gives nothing away; whoever reads both folders can read the secrets, which
// is why the keyring comes first and the person is told.
type sealedFile struct {
	path, keyPath string
	mu            sync.Mutex
}

func newSealedFile(dataDir string) (*sealedFile, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil, backend.Errorf(backend.Invalid, "No configuration folder is known here, so a key could not be kept. Set HOME.")
	}
	return &sealedFile{path: filepath.Join(dataDir, "keys.sealed"), keyPath: filepath.Join(config, "whittle", "seal.key")}, nil
}

// get returns the secret of account, "" when there is none.
func (f *sealedFile) get(account string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	secrets, err := f.read()
	return secrets[account], err
}

// set keeps secret for account; "" removes it. A file that cannot be read is moved aside, for its key may come back.
func (f *sealedFile) set(account, secret string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	secrets, err := f.read()
	if errors.Is(err, errSeal) {
		err = os.Rename(f.path, f.path+".old")
	}
	if err != nil {
		return fmt.Errorf("change sealed keys: %w", err)
	}
	if secrets[account] == secret {
		return nil
	}
	if secret == "" {
		delete(secrets, account)
	} else {
		secrets[account] = secret
	}
	return f.write(secrets)
}

func (f *sealedFile) read() (map[string]string, error) {
	secrets := map[string]string{}
	sealed, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return secrets, nil
	}
	if err != nil {
		return secrets, fmt.Errorf("read sealed keys: %w", err)
	}
	seal, err := f.seal(false)
	if err != nil {
		return secrets, err
	}
	if len(sealed) < seal.NonceSize() {
		return secrets, f.damaged()
	}
	plain, err := seal.Open(nil, sealed[:seal.NonceSize()], sealed[seal.NonceSize():], nil)
	if err != nil || json.Unmarshal(plain, &secrets) != nil {
		return map[string]string{}, f.damaged()
	}
	return secrets, nil
}

// errSeal says that the file was sealed with another key, or is damaged.
var errSeal = errors.New("sealed with another key")

func (f *sealedFile) damaged() error {
	return &backend.Error{Code: backend.Invalid, Err: errSeal,
		Message: fmt.Sprintf("The saved key cannot be read: %s does not fit %s. Connect again in Settings; the first file is then kept as %[1]s.old.", f.path, f.keyPath)}
}

func (f *sealedFile) write(secrets map[string]string) error {
	seal, err := f.seal(true)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(secrets)
	if err != nil {
		return fmt.Errorf("encode keys: %w", err)
	}
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand since Go 1.24)
	return replaceFile(f.path, seal.Seal(nonce, nonce, plain, nil))
}

// seal returns the cipher; with create, a missing key is made.
func (f *sealedFile) seal(create bool) (cipher.AEAD, error) {
	key, err := os.ReadFile(f.keyPath)
	if errors.Is(err, fs.ErrNotExist) && create {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails (crypto/rand since Go 1.24)
		err = replaceFile(f.keyPath, key)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, f.damaged()
	}
	if err != nil {
		return nil, fmt.Errorf("read seal: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, f.damaged()
	}
	return cipher.NewGCM(block)
}

// replaceFile puts content at path whole or not at all, readable by the person alone.
func replaceFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".whittle-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(content)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	return os.Rename(tmp.Name(), path)
}
