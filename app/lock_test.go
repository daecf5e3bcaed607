package main

import (
	"bufio"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whittle/backend"
)

const racers = 20

// TestRacer is one of the processes of TestLockRace: it takes the lock and collects what the others hand over, or
// hands over to who has it.
func TestRacer(t *testing.T) {
	dir, name := os.Getenv("WHITTLE_RACE"), os.Getenv("WHITTLE_RACER")
	if dir == "" {
		t.Skip("runs in the processes of TestLockRace")
	}
	release, running, err := acquire(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if running {
		if err := handOver(dir, name); err != nil {
			t.Fatal(err)
		}
		fmt.Println("\nracer handed over")
		return
	}
	taken := make(chan string, racers)
	socket, err := listenHandOver(dir, slog.New(slog.DiscardHandler), func(open string) { taken <- open })
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	names := []string{name}
	for len(names) < racers {
		names = append(names, <-taken)
	}
	slices.Sort(names)
	fmt.Println("\nracer collected", strings.Join(names, " "))
}

func TestLockRace(t *testing.T) {
	dir := t.TempDir()
	outs := make(chan string, racers)
	var want []string
	for i := range racers {
		name := fmt.Sprintf("app-%02d", i)
		want = append(want, name)
		racer := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRacer$", "-test.timeout=60s")
		racer.Env = append(os.Environ(), "WHITTLE_RACE="+dir, "WHITTLE_RACER="+name)
		go func() {
			out, err := racer.CombinedOutput()
			if err != nil {
				out = fmt.Appendf(out, "\nracer failed %v", err)
			}
			outs <- string(out)
		}()
	}
	told := map[string]int{}
	for range racers {
		out := <-outs
		for lines := bufio.NewScanner(strings.NewReader(out)); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "racer ") {
				told[lines.Text()]++
			}
		}
	}
	if told["racer handed over"] != racers-1 || told["racer collected "+strings.Join(want, " ")] != 1 {
		t.Errorf("the racers said %v", told)
	}
}

func TestLockIsFreeAgain(t *testing.T) {
	dir := t.TempDir()
	for i := range 2 {
		release, running, err := acquire(dir)
		if err != nil || running {
			t.Fatalf("start %d: running %v, %v", i, running, err)
		}
		if _, running, err := acquire(dir); err != nil || !running {
			t.Fatalf("start %d was not alone: running %v, %v", i, running, err)
		}
		release()
	}
}

// A folder that cannot hold the lock is told in a sentence.
func TestAcquire_noFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := acquire(file)
	if backend.ErrorCode(err) != backend.Unavailable || exitCode(libraryFailed(err)) != exitInternal || !strings.Contains(messageOf(err), "Check that it is a folder") {
		t.Errorf("exit %d, %v", exitCode(err), err)
	}
}
