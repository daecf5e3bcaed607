package backend

// Template is a kind of app that the builder knows how to build.
type Template struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Description  string   `json:"description" doc:"One sentence: what it is good for."`
	Icon         string   `json:"icon" doc:"A Lucide name."`
	Engine       string   `json:"-"` // the way of building, such as page, react, next, vue, svelte, document, python
	Kind         Kind     `json:"kind" enum:"ui,service,automation"`
	Libraries    []string `json:"libraries" nullable:"false" doc:"Packages its apps are told of."`
	Prompt       string   `json:"prompt" doc:"A prompt that shows what it can do."`
	Pack         string   `json:"pack" doc:"A large download its apps need once, such as python; usually empty."`
	Order        int      `json:"-"`
	Named        []string `json:"-"` // words of a prompt that ask for it; a model that may choose hears of it only then. Empty: always
	Instructions string   `json:"-"` // for the model, in Markdown
	Files        []File   `json:"-"` // what every app of it has unless it brings its own
}
