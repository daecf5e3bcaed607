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

// Place is a position in a file of an app. In what a page reports, app.html is the document itself.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line" doc:"From 1; 0 when unknown."`
	Column int    `json:"column" doc:"From 1; 0 when unknown."`
	Source string `json:"source,omitempty" doc:"The line itself."`
}
