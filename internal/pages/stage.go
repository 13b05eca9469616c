package pages

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// ref names a node.
type ref struct{ ID, Name, Ref string }

// some is a list of nodes of which only the first are named.
type some struct {
	TotalCount int
	Nodes      []ref
}

// More is how many are not named.
func (s some) More() int { return s.TotalCount - len(s.Nodes) }

// way is a way from or to another stage or journey.
type way struct {
	Properties struct {
		Condition string
		Share     *float64
		Loop      bool
	}
	Node   ref
	Number int // place of the stage on the journey, 0 where it is not on it
}

// touch is a contact of the person.
type touch struct {
	ref
	Channel, Visibility, PersonAction string
	Digital                           bool
	ProvidedThrough                   []ref
}

// stageDetail is the answer about a stage.
type stageDetail struct {
	ID, Name, Description, StageType, Phase, Timing, EntryCriteria, ExitCriteria, ValueItem, LastReviewed string
	CareSettings                                                                                          []string
	TypicalDays, P90Days                                                                                  *float64
	Illustrative                                                                                          bool
	Source                                                                                                *struct{ URL, Publisher string }
	NextConnection, PreviousConnection, LeadsToConnection                                                 struct{ Edges []way }
	ExperiencedByConnection                                                                               struct {
		Edges []struct {
			Properties struct {
				Emotion  *int
				Evidence string
			}
			Node ref
		}
	}
	Insights []struct {
		ref
		InsightKind, Summary, Evidence string
	}
	Touchpoints         []touch
	EnabledByConnection struct {
		Edges []struct {
			Properties struct{ Role string }
			Node       struct {
				ref
				Maturity, TargetMaturity string
			}
		}
	}
	ServiceTypesConnection, ServicesConnection, OrganisationsConnection, ApplicationsConnection, TechnologiesConnection, StandardsConnection some
	Records, Reads, Outcomes                                                                                                                 []ref
	HandoffsOut, HandoffsIn                                                                                                                  []struct {
		ref
		Transport string
		To, From  ref
		Standards []ref
	}
	ClocksStarted, ClocksStopped []struct {
		ref
		Days             int
		ThresholdPercent *float64
	}
}

// stagePage is one stage of a journey.
type stagePage struct {
	stageDetail
	Journey                ref
	Path                   string // of the journey
	Number, Count          int
	Before, After          *link // the stages beside it
	Digital, Other, Behind []touch
}

func (p *Pages) stage(w http.ResponseWriter, r *http.Request, journey string, number int) {
	var found struct {
		Journey *struct {
			ID, Name string
			All      []struct{ ID, Name, Phase string }
			Stages   []stageDetail
		}
	}
	asked, err := p.ask(r, "stage", map[string]any{"journey": "journey:" + journey, "place": number - 1}, &found)
	if err == nil && (found.Journey == nil || len(found.Journey.Stages) == 0) {
		err = model.Errorf(model.NotFound, "There is no such stage.")
	}
	if err != nil {
		p.fail(w, r, err)
		return
	}
	j := found.Journey
	shown := stagePage{stageDetail: j.Stages[0], Journey: ref{ID: j.ID, Name: j.Name}, Path: journeyPath(j.ID), Number: number, Count: len(j.All)}
	if number > 1 {
		shown.Before = &link{j.All[number-2].Name, shown.stagePath(number - 1)}
	}
	if number < len(j.All) {
		shown.After = &link{j.All[number].Name, shown.stagePath(number + 1)}
	}
	place := map[string]int{}
	for i, s := range j.All {
		place[s.ID] = i + 1
	}
	for _, ways := range [][]way{shown.NextConnection.Edges, shown.PreviousConnection.Edges} {
		for i := range ways {
			ways[i].Number = place[ways[i].Node.ID]
		}
	}
	shown.sortContacts()
	p.render(w, http.StatusOK, "stage", page{
		Title: shown.Name + " – " + j.Name, Section: "/journeys", Crumbs: []link{{"Journeys", "/journeys"}, {j.Name, shown.Path}},
		Body: shown, Behind: []behind{asked},
	})
}

func (s *stagePage) stagePath(n int) string { return fmt.Sprintf("%s/stages/%d", s.Path, n) }

// sortContacts tells the ways in from what happens out of sight.
func (s *stagePage) sortContacts() {
	for _, t := range s.Touchpoints {
		switch {
		case t.Visibility == "BACKSTAGE" || t.Visibility == "SUPPORT":
			s.Behind = append(s.Behind, t)
		case t.Digital:
			s.Digital = append(s.Digital, t)
		default:
			s.Other = append(s.Other, t)
		}
	}
}

// toStage leads from the id of a stage to its page on the journey, and says whether there is one.
func (p *Pages) toStage(w http.ResponseWriter, r *http.Request, id string) bool {
	var found struct {
		Stage *struct {
			Journey *struct {
				ID     string
				Stages []ref
			}
		}
	}
	if _, err := p.ask(r, "stage-place", map[string]any{"stage": id}, &found); err != nil || found.Stage == nil || found.Stage.Journey == nil {
		return false
	}
	j := found.Stage.Journey
	i := slices.IndexFunc(j.Stages, func(s ref) bool { return s.ID == id })
	if i < 0 {
		return false
	}
	http.Redirect(w, r, fmt.Sprintf("%s/stages/%d", journeyPath(j.ID), i+1), http.StatusFound)
	return true
}
