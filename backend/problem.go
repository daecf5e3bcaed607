package backend

// Severity orders problems: an error leaves no page, a warning leaves one that may miss something.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Problem is something wrong with an app's source, as a value and not as a Go error.
type Problem struct {
	Severity Severity `json:"severity" enum:"error,warning"`
	File     string   `json:"file" doc:"Empty when it belongs to no file."`
	Line     int      `json:"line" doc:"From 1; 0 when unknown."`
	Column   int      `json:"column" doc:"From 1; 0 when unknown."`
	Text     string   `json:"text" doc:"What is wrong and what to do, in words."`
	Source   string   `json:"source,omitempty" doc:"The line itself."`
}

// HasErrors reports whether any problem is an error.
func HasErrors(problems []Problem) bool {
	for _, p := range problems {
		if p.Severity == SeverityError {
			return true
		}
	}
	return false
}

// Library is a package that a bundle contains or needs.
type Library struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	From    string `json:"from" enum:"embedded,mirror,network"`
}

// Bundle is what the builder makes of a version: one document that needs nothing else.
type Bundle struct {
	Template  string    `json:"template"`
	Kind      Kind      `json:"kind"`
	Document  []byte    `json:"-"` // empty when a problem is an error
	Problems  []Problem `json:"problems" nullable:"false"`
	Libraries []Library `json:"libraries" nullable:"false"`
	Hosts     []string  `json:"hosts" nullable:"false" doc:"Hosts the files name, sorted; none of them is reached by building."`
	BuildMS   float64   `json:"build_ms"`
}
