package generate

import (
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// Day is the day on which an invented model is as it should be: what is said to be reviewed was reviewed before it, and standards
// with a day to be met by are met or missed as of it.
var Day = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

// usual gives one of some values by how many in a hundred have it. In most places most things are as they should be.
type usual []struct {
	value   string
	percent int
}

var (
	statuses     = usual{{"LIVE", 92}, {"BETA", 4}, {"DEPRECATED", 3}, {"RETIRED", 1}}
	inForce      = usual{{"ACTIVE", 92}, {"DRAFT", 4}, {"DEPRECATED", 3}, {"RETIRED", 1}}
	obligations  = usual{{"MUST", 40}, {"SHOULD", 40}, {"MAY", 20}}
	weaker       = usual{{"MUST", 1}, {"SHOULD", 59}, {"MAY", 40}} // of business capabilities and kinds of service
	conformances = usual{{"CONFORMANT", 93}, {"PARTIAL", 3}, {"NON_CONFORMANT", 1}, {"NOT_ASSESSED", 3}}
	claims       = usual{{"PASSED_FULL", 70}, {"PASSED_PARTIAL", 15}, {"PLANNED", 10}, {"NOT_SUPPORTED", 5}}
	coverages    = usual{{"FULL", 85}, {"PARTIAL", 12}, {"PLANNED", 3}}
	signals      = usual{{"MAINTAIN", 70}, {"INVEST", 20}, {"REVIEW", 8}, {"DISINVEST", 2}}
	ratings      = usual{{"KEPT", 80}, {"PARTLY", 15}, {"BROKEN", 2}, {"NOT_ASSESSED", 3}}
	channels     = usual{{"FACE_TO_FACE", 50}, {"TELEPHONE", 4}, {"VIDEO", 8}, {"NHS_APP", 8}, {"WEB", 8}, {"HOME_VISIT", 10}, {"LETTER", 2}, {"OTHER", 10}}
)

// as gives a value, each as often as it is usual.
func (g *maker) as(of usual) string {
	at := g.rand.IntN(100)
	for _, u := range of {
		if at -= u.percent; at < 0 {
			return u.value
		}
	}
	return of[0].value
}

// oneAs gives properties with one such value.
func (g *maker) oneAs(property string, of usual) model.Props { return model.Props{property: g.as(of)} }

// reviewed sets when something was last reviewed: nearly always in the year before.
func (g *maker) reviewed(props model.Props) model.Props {
	days := g.rand.IntN(330)
	if g.chance(3) {
		days += 400
	}
	props["lastReviewed"] = Day.AddDate(0, 0, -days).Format(time.DateOnly)
	return props
}
