package diagram

// answer is the JSON of the question journey-picture.
type answer struct {
	Version int64
	Journey *struct {
		Ref
		Description  string
		Illustrative bool
		LastReviewed string
		PersonGroups []Ref
		Shape        struct{ Branches, Loops int }
		Stages       struct {
			Edges []struct{ Node answerStage }
		} `json:"stagesConnection"`
	}
}

type answerStage struct {
	Ref
	Description string
	StageType   string
	Phase       string
	Timing      string
	Next        edges[struct {
		Condition string
		Share     *float64
		Loop      bool
	}] `json:"nextConnection"`
	LeadsTo       edges[struct{ Condition string }] `json:"leadsToConnection"`
	ExperiencedBy edges[struct {
		Emotion  *int
		Evidence string
	}] `json:"experiencedByConnection"`
	Insights []struct {
		Ref
		InsightKind string
	}
	Touchpoints      []answerTouchpoint
	EnabledBy        edges[struct{ Role string }] `json:"enabledByConnection"`
	ServiceTypes     []Ref
	ApplicationTypes []Ref
	Standards        struct {
		TotalCount int
		Edges      []struct{ Node answerStandard }
	} `json:"standardsConnection"`
	HandoffsOut []struct {
		Ref
		HandoffKind string
		Transport   string
		To          Ref
		Standards   []answerStandard
	}
	ClocksStarted []struct {
		Ref
		Days    int
		StopsAt []Ref
	}
}

// edges are the edges of a connection with their properties.
type edges[P any] struct {
	Edges []struct {
		Properties P
		Node       Ref
	}
}

type answerTouchpoint struct {
	Ref
	Channel                                              string
	Digital                                              bool
	Visibility                                           string
	ProvidedThrough, OrganisationTypes, ApplicationTypes []Ref
}

type answerStandard struct {
	Ref
	Code string `json:"ref"`
}
