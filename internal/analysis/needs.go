package analysis

// Needs is what an answer is worked out from, as the schema names it for the field.
type Needs interface {
	// Into fills a struct as encoding/json would from the selection of needs. What it holds is not to be changed.
	Into(into any) error
}
