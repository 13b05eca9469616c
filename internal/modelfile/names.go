package modelfile

// Names of the rules about files. What must hold of the graph itself is named in internal/rules.
const (
	notUTF8        = "not-utf8"
	emptyFile      = "empty-file"
	tooLarge       = "too-large"
	syntax         = "syntax"
	aliasLimit     = "alias-limit"
	unknownKind    = "unknown-kind"
	duplicateID    = "duplicate-id"
	duplicateLink  = "duplicate-relationship"
	duplicateEntry = "duplicate-entry"
	moreProblems   = "more-problems"
)

// Words of the format that do not come from the model.
const (
	apiVersion     = "carejourney/v1"
	setKind        = "ModelSet"
	setPrefix      = "model-set"
	changeKind     = "ChangeSet"
	wordExpected   = "expectedVersion"
	wordDelete     = "delete"
	wordDisconnect = "disconnect"
	wordVersion    = "apiVersion"
	wordKind       = "kind"
	wordMetadata   = "metadata"
	wordSpec       = "spec"
	wordID         = "id"
	wordName       = "name"
	wordTo         = "to"
	wordFrom       = "from"
	wordEdge       = "edge"
	wordDefaults   = "defaults"
	wordTables     = "tables"
	wordFile       = "file"
	wordRelation   = "relationship"
	cellSeparator  = ";"
	groupSeparator = "."
)
