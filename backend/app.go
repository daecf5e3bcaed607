package backend

// Kind is what an app is to the person: something to look at, something that answers, something that runs.
type Kind string

// The kinds. Only KindUI is built today; the others are reserved by the manifest and the icons.
const (
	KindUI         Kind = "ui"
	KindService    Kind = "service"
	KindAutomation Kind = "automation"
)

// App is one app in the library. Its id stays whatever happens to its name.
type App struct {
	ID          string `json:"id"`
	Owner       string `json:"-"`
	Name        string `json:"name"`
	Description string `json:"description" doc:"One line under the name; may be empty."`
	Kind        Kind   `json:"kind" enum:"ui,service,automation"`
	Template    string `json:"template" doc:"The template it is built with, such as html or react."`
	Glyph       string `json:"glyph" doc:"Lucide name on its icon; empty shows the first letter."`
	Icon        string `json:"icon" doc:"The icon as SVG text, safe to use as an image."`
	Starter     string `json:"starter" doc:"Id of the starter it began as; empty for one made from a prompt."`
	Version     int    `json:"version" doc:"Number of the current version; 0 before the first one."`
	Pinned      bool   `json:"pinned"`
	PinOrder    int    `json:"pin_order" doc:"Place among the pins, from 0; meaningless when not pinned."`
	UsesAI      bool   `json:"uses_ai" doc:"Whether its current files mention window.AI."`
	CreatedAt   int64  `json:"created_at"`
	UpdatedAt   int64  `json:"updated_at"`
	OpenedAt    int64  `json:"opened_at" doc:"0 when it was never opened."`
	DeletedAt   int64  `json:"-"`
}

// File is one source file of a version. Path is relative, slash-separated and clean.
type File struct {
	Path    string `json:"path"`
	Content string `json:"content"`
}

// Origin says how a version came to be.
type Origin string

// The origins of a version.
const (
	FromTurn      Origin = "turn"
	FromStarter   Origin = "starter"
	FromDuplicate Origin = "duplicate"
	FromHand      Origin = "hand"
)

// Version is one whole state of an app's files; it never changes once stored.
type Version struct {
	ID        string `json:"id"`
	AppID     string `json:"app_id"`
	Number    int    `json:"number" doc:"Counts from 1 within the app."`
	Origin    Origin `json:"origin"`
	Prompt    string `json:"prompt" doc:"What the person asked for; empty unless the origin is a turn."`
	Model     string `json:"model"`
	Files     []File `json:"files,omitempty" nullable:"false" doc:"Sorted by path; left out of lists."`
	Locks     []Lock `json:"-"` // left out of lists; nil in a new version takes those of the version before
	CreatedAt int64  `json:"created_at"`
}

// GrantState is the person's answer to what an app asked for.
type GrantState string

// The answers. GrantAsk is the state before any.
const (
	GrantAsk     GrantState = "ask"
	GrantAllowed GrantState = "allowed"
	GrantDenied  GrantState = "denied"
)

// GrantAI is the name of the grant to call a model.
const GrantAI = "ai"

// Starter is an app that comes with Whittle and needs no model to begin with.
type Starter struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description" doc:"Two to four words."`
	Template    string `json:"template"`
	Glyph       string `json:"glyph"`
	Icon        string `json:"icon"`
	UsesAI      bool   `json:"uses_ai"`
}
