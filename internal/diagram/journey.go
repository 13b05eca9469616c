package diagram

// Ref names a node.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Journey is what the pictures and texts of a journey show.
type Journey struct {
	Ref
	Description  string
	Version      int64  // of the graph
	Reviewed     string // day, YYYY-MM-DD
	Illustrative bool
	Groups       []Ref // groups of people who take it
	Branches     int   // stages with more than one way on, ways back not counted
	Loops        int   // ways back
	Stages       []Stage
	Ways         []Way
	Exits        []Exit
	Handoffs     []Handoff
	Clocks       []Clock
	Hidden       Hidden // what its picture leaves out
	Area         *Ref   // what is shown is only what is there; nil for everywhere
	Going        *Going // the group of people who go along it; nil for nobody in particular
	Traced       *Trace // what is followed through it; nil for nothing

	filters [][2]string // names and values of the filters that were applied
}

// Stage is a column of the picture.
type Stage struct {
	Ref
	Number        int // place in the journey, from 1
	Description   string
	Type          string // in words
	Phase         string
	Timing        string
	Feelings      []Feeling
	Insights      []Insight
	Contacts      []Contact // all, the person's own first
	Main          []Ref     // business capabilities the stage is mainly about
	Supporting    []Ref     // other business capabilities
	Services      []Ref     // kinds of service
	Organisations []Ref     // kinds of organisation
	Applications  []Ref     // kinds of application
	Standards     []Ref
	Absent        []Ref // business capabilities that no service of the area realises
	Gaps          []Gap
}

// Feeling is how a group of people experiences a stage, from -2 (very bad) to 2 (very good).
type Feeling struct {
	Group   Ref
	Emotion int
}

// Insight is what research found at a stage.
type Insight struct {
	Ref
	Kind string // PAIN_POINT, NEED or OPPORTUNITY
}

// Contact is one contact of the person.
type Contact struct {
	Ref
	Channel string // in words
	Digital bool
	Seen    bool // by the person
	Closed  bool // to the group of people who go along the map
}

// Way leads from a stage to another; stages are counted from 0.
type Way struct {
	From, To  int
	Condition string
	Share     float64 // from 0 to 1; below 0 where it is not known
	Back      bool    // to an earlier stage or the same
}

// Exit leads from a stage to another journey.
type Exit struct {
	From      int
	To        Ref
	Condition string
}

// Handoff passes people or information from a stage to another.
type Handoff struct {
	Ref
	From, To  int // To is -1 where it is in another journey
	ToName    string
	Transport string
	Standards []Ref
}

// Clock runs while people wait.
type Clock struct {
	Ref
	Days     int
	From, To int // To is -1 where it stops elsewhere
}

// Gap is something that is missing at a stage.
type Gap struct {
	Lane  Lane
	Words string
}

// Lane is a row of the picture.
type Lane int

// The lanes from top to bottom.
const (
	LanePhase Lane = iota
	LaneLine
	LaneExit
	LaneStage
	LaneClock
	LaneFeeling
	LaneInsight
	LaneDigital
	LaneOther
	LaneBusiness
	LaneService
	LaneOrganisation
	LaneHandoff
	LaneApplication
	LaneStandard
	lanes
)

// Name is the label of the lane.
func (l Lane) Name() string {
	return [lanes]string{
		"Phases", "Journey line", "Other journeys", "Stages", "Clocks", "How it feels", "What research found", "Digital ways in", "Other ways in",
		"Business capabilities", "Services", "Organisations", "Hand-offs", "Applications", "Standards",
	}[l]
}
