package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"whittle/backend"
	"whittle/backend/store"
)

// childFolder names the library that this program writes to until it is killed, instead of running tests.
const childFolder = "WHITTLE_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver goes through turns on several goroutines and says on standard output what the store acknowledged.
func writeForEver(dir string) error {
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		return err
	}
	var saying sync.Mutex
	say := func(what, id string) {
		saying.Lock()
		defer saying.Unlock()
		fmt.Println(what, id)
	}
	failed := make(chan error)
	for range 3 {
		go func() {
			for {
				if err := writeTurn(s, say); err != nil {
					failed <- err
				}
			}
		}()
	}
	return <-failed
}

func writeTurn(s *store.Store, say func(what, id string)) error {
	ctx := context.Background()
	turn := newTurn("a prompt")
	if err := s.BeginTurn(ctx, turn); err != nil {
		return err
	}
	say("begun", turn.Session.ID)
	if err := s.SaveDraft(ctx, turn.Generation.ID, "a rep", 1, 2); err != nil {
		return err
	}
	f := finish(turn, "a reply")
	f.Version = newVersion(threeFiles()...)
	if _, err := s.FinishTurn(ctx, f); err != nil {
		return err
	}
	say("finished", turn.Session.ID)
	return nil
}

func threeFiles() []backend.File {
	return []backend.File{{Path: "a.ts", Content: "1"}, {Path: "b.ts", Content: "2"}, {Path: "c.ts", Content: strings.Repeat("3", 10_000)}}
}

// A process is killed in the middle of its writes, several times on one library. What it was told is stored is
// there, and each turn has ended whole or not at all.
func TestStore_SurvivesKill(t *testing.T) {
	const rounds, acknowledged = 3, 80
	dir := t.TempDir()
	begun, finished := map[string]bool{}, map[string]bool{}
	for range rounds {
		runAndKill(t, dir, acknowledged, begun, finished)
		s, err := store.Open(t.Context(), dir)
		must(t, err)
		checkAfterKill(t, s, begun, finished)
		must(t, s.Close())
	}
}

// runAndKill notes what the child says until it has said n things, opens the library beside it, and kills it.
func runAndKill(t *testing.T, dir string, n int, begun, finished map[string]bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	for said := 0; lines.Scan(); said++ {
		what, id, _ := strings.Cut(lines.Text(), " ")
		map[string]map[string]bool{"begun": begun, "finished": finished}[what][id] = true
		if said == n/2 {
			beside, err := store.Open(t.Context(), dir)
			must(t, err)
			must(t, beside.SetDraft(t.Context(), backend.LocalOwner, "home", "from beside", 1))
			must(t, beside.Close())
		}
		if said == n {
			must(t, child.Process.Kill())
		}
	}
	must(t, lines.Err())
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
}

func checkAfterKill(t *testing.T, s *store.Store, begun, finished map[string]bool) {
	t.Helper()
	sessions, err := s.FindSessions(t.Context(), backend.LocalOwner)
	must(t, err)
	seen := map[string]bool{}
	for _, session := range sessions {
		seen[session.ID] = true
		if done := checkTurn(t, s, session); !done && finished[session.ID] {
			t.Errorf("the finished turn of session %s was lost", session.ID)
		}
	}
	for id := range begun {
		if !seen[id] {
			t.Errorf("session %s was lost", id)
		}
	}
	if len(finished) == 0 {
		t.Error("no turn was finished before the kill")
	}
}

// checkTurn reports whether the session's turn is finished, and fails when it is neither that nor merely begun.
func checkTurn(t *testing.T, s *store.Store, session backend.Session) (done bool) {
	t.Helper()
	messages, err := s.FindMessages(t.Context(), backend.LocalOwner, session.ID)
	must(t, err)
	if len(messages) != 2 || messages[0].Text != "a prompt" {
		t.Fatalf("session %s has messages %+v", session.ID, messages)
	}
	g, reply := messages[1].Generation, messages[1].Text
	if g.State == backend.GenerationRunning {
		if session.AppID != "" || reply == "a reply" {
			t.Errorf("running turn has app %q and reply %q", session.AppID, reply)
		}
		return false
	}
	version, err := s.FindVersion(t.Context(), backend.LocalOwner, session.AppID, 0)
	must(t, err)
	wantEqual(t, version.Files, threeFiles())
	if g.State != backend.GenerationDone || reply != "a reply" || g.AppID != session.AppID {
		t.Errorf("finished turn has reply %q and generation %+v", reply, g)
	}
	return true
}
