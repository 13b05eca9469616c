package pages

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
)

// stepsAtOnce is how many steps of a long journey a page tells, and longSteps from how many on a journey is long.
const (
	stepsAtOnce = 15
	longSteps   = 25
)

// stepPages are the steps of a journey: those that are told here, and where the others are. A journey that is not long is told on one
// page.
type stepPages struct {
	Here           []diagram.Step
	First, All     int // number of the first told here, and how many there are
	Phases         []stepPhase
	Previous, Next string
	Whole, Parts   string // addresses of all on one page and of the pages, "" where the journey is told so
	Said           string

	address string // of the first page
	whole   bool
}

// stepPhase are stages of one phase, one after the other, in the contents.
type stepPhase struct {
	Name   string
	First  int
	Stages []stepEntry
}

// stepEntry is a line of the contents.
type stepEntry struct {
	Name string
	Href string
	Here bool
}

// newStepPages cuts the steps into pages and makes their contents. Page is what the address says: a number, "all", or nothing.
func newStepPages(steps []diagram.Step, address, page string) (*stepPages, []fieldError) {
	s := &stepPages{Here: steps, First: 1, All: len(steps), address: address, whole: page == "all" || len(steps) <= longSteps}
	var problems []fieldError
	if !s.whole {
		n, pages := 1, (len(steps)+stepsAtOnce-1)/stepsAtOnce
		if page != "" {
			var err error
			if n, err = strconv.Atoi(page); err != nil || n < 1 || n > pages {
				problems = append(problems, fieldError{"stages-title", fmt.Sprintf("The steps come in %d pages, or in one with page=all. There is no page “%s”.", pages, page)})
				n = 1
			}
		}
		s.cut(n, pages)
	} else if len(steps) > longSteps {
		s.Parts = address
	}
	for i := range steps {
		if last := len(s.Phases) - 1; last < 0 || s.Phases[last].Name != steps[i].Phase {
			s.Phases = append(s.Phases, stepPhase{Name: steps[i].Phase, First: i + 1})
		}
		phase := &s.Phases[len(s.Phases)-1]
		phase.Stages = append(phase.Stages, stepEntry{steps[i].Name, s.Href(i + 1), i+1 >= s.First && i+1 < s.First+len(s.Here)})
	}
	return s, problems
}

func (s *stepPages) cut(page, pages int) {
	first := (page - 1) * stepsAtOnce
	s.Here, s.First = s.Here[first:min(first+stepsAtOnce, s.All)], first+1
	s.Said = fmt.Sprintf("Steps %d to %d of %d", s.First, first+len(s.Here), s.All)
	s.Whole = s.at("all")
	if page > 1 {
		s.Previous = s.at(strconv.Itoa(page-1)) + "#stages-title"
	}
	if page < pages {
		s.Next = s.at(strconv.Itoa(page+1)) + "#stages-title"
	}
}

// at is the address of another page of the same steps.
func (s *stepPages) at(page string) string {
	if page == "1" {
		return s.address
	}
	mark := "?"
	if strings.Contains(s.address, "?") {
		mark = "&"
	}
	return s.address + mark + "page=" + page
}

// Href is where the step with a number is told.
func (s *stepPages) Href(number int) string {
	step := fmt.Sprintf("#stage-%d", number)
	if s.whole || number >= s.First && number < s.First+len(s.Here) {
		return step
	}
	return s.at(strconv.Itoa((number-1)/stepsAtOnce+1)) + step
}
