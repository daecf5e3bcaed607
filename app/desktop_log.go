//go:build desktop && production

package main

import (
	"log/slog"
	"strings"
)

// wailsLog hands what Wails logs to slog. Wails quotes whole messages of the page in its errors; those may hold what
// a person typed, so only the part behind the quotation is kept.
type wailsLog struct {
	log *slog.Logger
}

func (l wailsLog) Print(message string)   { l.log.Info("wails", "message", unquoted(message)) }
func (l wailsLog) Trace(message string)   { l.log.Debug("wails", "message", unquoted(message)) }
func (l wailsLog) Debug(message string)   { l.log.Debug("wails", "message", unquoted(message)) }
func (l wailsLog) Info(message string)    { l.log.Info("wails", "message", unquoted(message)) }
func (l wailsLog) Warning(message string) { l.log.Warn("wails", "message", unquoted(message)) }
func (l wailsLog) Error(message string)   { l.log.Error("wails", "message", unquoted(message)) }
func (l wailsLog) Fatal(message string) {
	l.log.Error("wails ends the program", "message", unquoted(message))
}

func unquoted(message string) string {
	const start = "process message error: "
	if !strings.HasPrefix(message, start) {
		return message
	}
	return start + message[strings.LastIndex(message, " -> ")+1:]
}
