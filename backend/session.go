package backend

// Session is one chat. It belongs to one app once its first version exists.
type Session struct {
	ID        string `json:"id"`
	Owner     string `json:"-"`
	AppID     string `json:"app_id" doc:"Empty until the first version."`
	Title     string `json:"title"`
	Template  string `json:"template" doc:"The template the person insisted on; empty lets the model choose."`
	CreatedAt int64  `json:"created_at"`
	UpdatedAt int64  `json:"updated_at" doc:"When the last message was sent or finished."`
	DeletedAt int64  `json:"-"`
}

// Role is who speaks in a message.
type Role string

// The roles.
const (
	RoleSystem    Role = "system"
	RoleUser      Role = "user"
	RoleAssistant Role = "assistant"
)

// Message is one turn of one speaker. Text is kept exactly as typed or received; Parts are read from it.
type Message struct {
	ID         string      `json:"id"`
	SessionID  string      `json:"session_id"`
	Role       Role        `json:"role" enum:"user,assistant"`
	Text       string      `json:"text" doc:"What was typed; empty for the assistant, whose text is in parts."`
	Parts      []Part      `json:"parts" nullable:"false" doc:"The assistant's reply, read into prose and files."`
	Generation *Generation `json:"generation,omitempty" doc:"On the assistant's messages: how the reply came about."`
	CreatedAt  int64       `json:"created_at"`
}

// PartType tells prose from files in a reply.
type PartType string

// The types of a part.
const (
	PartText   PartType = "text"
	PartFile   PartType = "file"
	PartEdit   PartType = "edit"
	PartDelete PartType = "delete"
)

// Part is one piece of a reply, in the order it was written.
type Part struct {
	Type     PartType `json:"type" enum:"text,file,edit,delete"`
	Text     string   `json:"text" doc:"Prose, a file's content, or the raw blocks of an edit."`
	Path     string   `json:"path,omitempty"`
	Complete bool     `json:"complete" doc:"Whether its end was seen; prose is always complete."`
	Lines    int      `json:"lines,omitempty" doc:"Lines of a file or edit so far."`
}

// GenerationState is where a reply stands. The row is the fact, events are hints.
type GenerationState string

// The states; all but GenerationRunning are final.
const (
	GenerationRunning     GenerationState = "running"
	GenerationDone        GenerationState = "done"
	GenerationStopped     GenerationState = "stopped"     // by the person
	GenerationCutOff      GenerationState = "cut_off"     // ended inside a file, or by length
	GenerationFailed      GenerationState = "failed"      // the endpoint failed
	GenerationInterrupted GenerationState = "interrupted" // Whittle itself ended while it ran
)

// Generation is one call to a model that writes an app.
type Generation struct {
	ID           string          `json:"id"`
	SessionID    string          `json:"session_id"`
	PromptID     string          `json:"prompt_id" doc:"The user message it answers."`
	MessageID    string          `json:"message_id" doc:"The assistant message it writes."`
	AppID        string          `json:"app_id" doc:"Empty until a version exists."`
	Version      int             `json:"version" doc:"Number of the version it made; 0 when it made none."`
	State        GenerationState `json:"state" enum:"running,done,stopped,cut_off,failed,interrupted"`
	Model        string          `json:"model"`
	FinishReason string          `json:"finish_reason"`
	ErrorCode    Code            `json:"error_code"`
	ErrorMessage string          `json:"error_message" doc:"A sentence: what happened, what was kept, what to do."`
	RetryAfterMS int64           `json:"retry_after_ms"`
	Problems     []Problem       `json:"problems" nullable:"false" doc:"What the reply reader and the builder found."`
	Usage        Usage           `json:"usage"`
	StartedAt    int64           `json:"started_at"`
	FirstTokenAt int64           `json:"first_token_at"`
	EndedAt      int64           `json:"ended_at"`
	BuildMS      float64         `json:"build_ms"`
	Seq          int             `json:"seq" doc:"Last step already contained in the parts, while it runs."`
	LeaseAt      int64           `json:"-"` // renewed while its process lives
}
