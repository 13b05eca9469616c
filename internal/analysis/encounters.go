package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// EncounterJourney is what encounters are worked out from, as the schema names it for Journey.encounters.
type EncounterJourney struct {
	Named
	LifeStages []string         `json:"lifeStages"`
	Stages     []EncounterStage `json:"stages"`
	Met        []EncounterRow   `json:"businessCapabilities"`
}

// EncounterStage is a stage and the business capabilities a person meets there.
type EncounterStage struct {
	Named
	Phase     *string `json:"phase"`
	EnabledBy struct {
		Edges []struct {
			Properties struct {
				Role string `json:"role"`
			} `json:"properties"`
			Node Ref `json:"node"`
		} `json:"edges"`
	} `json:"enabledByConnection"`
}

// EncounterRow is a business capability and whether anything realises it or one of its parts, how far.
type EncounterRow struct {
	Named
	Group          *string `json:"group"`
	Level          *int    `json:"level"`
	Maturity       *string `json:"maturity"`
	TargetMaturity *string `json:"targetMaturity"`
	Full           some    `json:"full"`
	Partial        some    `json:"partial"`
	Planned        some    `json:"planned"`
	FullBelow      []Ref   `json:"fullBelow"`
	PartialBelow   []Ref   `json:"partialBelow"`
	PlannedBelow   []Ref   `json:"plannedBelow"`
}

// some is a connection that is only asked whether it has anything.
type some struct {
	Edges []struct{} `json:"edges"`
}

// coverage gives the best there is, "" where nothing realises it.
func (c EncounterRow) coverage() string {
	switch {
	case len(c.Full.Edges)+len(c.FullBelow) > 0:
		return "FULL"
	case len(c.Partial.Edges)+len(c.PartialBelow) > 0:
		return "PARTIAL"
	case len(c.Planned.Edges)+len(c.PlannedBelow) > 0:
		return "PLANNED"
	}
	return ""
}

// Column is where a person meets business capabilities: a stage, a journey or a part of life.
type Column struct {
	Named
	Heading  *string
	Journeys []Named // that are looked at together here
	Stages   []EncounterStage
}

// Matrix says which business capabilities a person meets where. Rows are in the order in which they are met first, of
// those met first in the same column in the order of their names.
type Matrix struct {
	Columns []Column
	Rows    []EncounterRow
	Cells   []Cell // by row, then by column; only where a business capability is met
}

// Cell is the meeting of a row and a column, by their places.
type Cell struct {
	Row, Column int
	Primary     bool // it is what at least one of the stages is about
	Stages      int  // of the column where it is met
}

// lifeStages are the parts of life in order, with their names in plain words.
var lifeStages = []Named{
	{"PRECONCEPTION", "Before pregnancy"},
	{"EARLY_YEARS", "Birth to starting school"},
	{"CHILDHOOD_ADOLESCENCE", "School age and teenage years"},
	{"WORKING_AGE", "Working age"},
	{"OLDER_PEOPLE", "Later life"},
	{"END_OF_LIFE", "The last part of life"},
}

// JourneyEncounters answers Journey.encounters from its needs.
func JourneyEncounters(needs Needs) (map[string]any, error) {
	var j EncounterJourney
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what the encounters of a journey need: %w", err)
	}
	columns := make([]Column, len(j.Stages))
	for i, s := range j.Stages {
		columns[i] = Column{Named: s.Named, Heading: s.Phase, Stages: []EncounterStage{s}}
	}
	return MatrixOf(columns, j.Met).Fields(), nil
}

// Encounters answers Query.encounters from its needs: a column for each journey.
func Encounters(needs Needs) (map[string]any, error) {
	journeys, capabilities, err := readEncounters(needs)
	if err != nil {
		return nil, err
	}
	columns := make([]Column, len(journeys))
	for i, j := range journeys {
		columns[i] = Column{Named: j.Named, Journeys: []Named{j.Named}, Stages: j.Stages}
	}
	return MatrixOf(columns, capabilities).Fields(), nil
}

// LifeCourse answers Query.lifeCourse from its needs: a column for each part of life that any journey belongs to.
func LifeCourse(needs Needs) (map[string]any, error) {
	journeys, capabilities, err := readEncounters(needs)
	if err != nil {
		return nil, err
	}
	var columns []Column
	for _, part := range lifeStages {
		c := Column{Named: part}
		for _, j := range journeys {
			if slices.Contains(j.LifeStages, part.ID) {
				c.Journeys, c.Stages = append(c.Journeys, j.Named), append(c.Stages, j.Stages...)
			}
		}
		if len(c.Journeys) > 0 {
			columns = append(columns, c)
		}
	}
	return MatrixOf(columns, capabilities).Fields(), nil
}

func readEncounters(needs Needs) ([]EncounterJourney, []EncounterRow, error) {
	var all struct {
		Journeys struct {
			Nodes []EncounterJourney `json:"nodes"`
		} `json:"journeys"`
		Met struct {
			Nodes []EncounterRow `json:"nodes"`
		} `json:"businessCapabilities"`
	}
	if err := needs.Into(&all); err != nil {
		return nil, nil, fmt.Errorf("read what encounters need: %w", err)
	}
	return all.Journeys.Nodes, all.Met.Nodes, nil
}

// MatrixOf finds out what is met where. Business capabilities that are met nowhere are left out.
func MatrixOf(columns []Column, capabilities []EncounterRow) Matrix {
	m := Matrix{Columns: columns}
	met := map[string][]Cell{} // of each business capability, by column
	for at, c := range columns {
		for _, s := range c.Stages {
			for _, e := range s.EnabledBy.Edges {
				cells := met[e.Node.ID]
				if last := len(cells) - 1; last < 0 || cells[last].Column != at {
					cells = append(cells, Cell{Column: at})
				}
				last := &cells[len(cells)-1]
				last.Stages++
				last.Primary = last.Primary || e.Properties.Role == "PRIMARY"
				met[e.Node.ID] = cells
			}
		}
	}
	for _, c := range capabilities {
		if len(met[c.ID]) > 0 {
			m.Rows = append(m.Rows, c)
		}
	}
	slices.SortStableFunc(m.Rows, func(a, b EncounterRow) int {
		return cmp.Or(cmp.Compare(met[a.ID][0].Column, met[b.ID][0].Column), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for row, c := range m.Rows {
		for _, cell := range met[c.ID] {
			cell.Row = row
			m.Cells = append(m.Cells, cell)
		}
	}
	return m
}
