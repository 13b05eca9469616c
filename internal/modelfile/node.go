package modelfile

// form is what a YAML value looks like.
type form uint8

const (
	emptyForm form = iota // nothing, or null
	textForm
	numberForm
	booleanForm
	mapForm
	listForm
)

// String names the form as in messages.
func (f form) String() string {
	return [...]string{"nothing", "text", "a number", "true or false", "a map", "a list"}[f]
}

// node is a YAML value with its place. Aliases share the node they stand for.
type node struct {
	form form
	at
	text    string  // of a single value, as written
	value   any     // of a single value: string, int64, float64 or bool
	entries []entry // of a map, each key once
	items   []*node // of a list
	size    int     // how many values it holds, itself included, with aliases unfolded
	depth   int     // how many levels it has
}

// entry is a key of a map with its value.
type entry struct {
	key string
	at
	value *node
}

// get gives the value of a key of a map, nil where it has none or nothing but blanks.
func (n *node) get(key string) *node {
	if e := n.entry(key); e != nil && e.value.form != emptyForm && (e.value.form != textForm || trimmed(e.value.text) != "") {
		return e.value
	}
	return nil
}

func (n *node) entry(key string) *entry {
	if n == nil {
		return nil
	}
	for i := range n.entries {
		if n.entries[i].key == key {
			return &n.entries[i]
		}
	}
	return nil
}

// single reports whether the node is one value.
func (n *node) single() bool {
	return n.form == textForm || n.form == numberForm || n.form == booleanForm
}
