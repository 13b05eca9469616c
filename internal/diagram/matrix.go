package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
)

// Matrix is a heat map: business capabilities down, stages across, and in every cell how well the business capability is
// realised or established.
type Matrix struct {
	Shown
	Measure string // coverage or maturity
	Stages  []MatrixStage
	Rows    []MatrixRow // by group, then in the order in which they are first met
}

// MatrixStage is a column.
type MatrixStage struct {
	Ref
	Number int
	Phase  string
}

// MatrixRow is a business capability with a cell for every stage.
type MatrixRow struct {
	Ref
	Group string
	Cells []MatrixCell
	Met   int // stages at which it is met
}

// MatrixCell is a business capability at a stage.
type MatrixCell struct {
	Met    bool
	Main   bool
	Known  bool // whether there is a figure
	Figure int
	Target int  // the figure that is wanted; 0 where none is set
	Band   Band // how dark it is drawn
}

// Band is how full a cell is, from 0 for nothing to 3 for all.
type Band int

// measure says how a figure of a matrix is called and what its bands mean.
type measure struct {
	name, title string
	figure      string
	bands       [4]string
	balls       [4]int // quarters of the ball that are filled
}

var measures = []measure{
	{
		"coverage", "Who carries each business capability", "kinds of service that carry it",
		[4]string{"nobody carries it", "carried in part", "carried in full by one", "carried in full, and by others too"},
		[4]int{0, 2, 3, 4},
	},
	{
		"maturity", "How established each business capability is", "from 1, tried out, to 3, normal practice",
		[4]string{"not begun", "tried out in a few places", "growing, not yet everywhere", "normal practice"},
		[4]int{0, 1, 2, 4},
	},
}

// Measures names what a matrix can show, the one shown at first in front.
func Measures() []string {
	names := make([]string, len(measures))
	for i, m := range measures {
		names[i] = m.name
	}
	return names
}

type matrixAnswer struct {
	Version int64
	Journey *struct {
		answerHead
		Stages []struct {
			Ref
			Phase     string
			EnabledBy struct {
				Edges []struct {
					Properties struct{ Role string }
					Node       matrixNode
				}
			} `json:"enabledByConnection"`
		}
	}
}

type matrixNode struct {
	Ref
	Group, Maturity, TargetMaturity string
	CarriedBy, CarriedInFullBy      struct{ TotalCount int } // services and kinds of service that do so now
}

// ReadMatrix makes a Matrix of the answer to the question heat-map. An empty measure is the first one. It fails with
// NOT_FOUND where the answer has no journey, and with BAD_USER_INPUT where there is no such measure.
func ReadMatrix(data []byte, of string) (*Matrix, error) {
	of = cmp.Or(of, measures[0].name)
	if !slices.Contains(Measures(), of) {
		return nil, model.Errorf(model.BadUserInput, "A matrix shows %s or %s, not %q.", measures[0].name, measures[1].name, of)
	}
	var a matrixAnswer
	if err := decode("heat-map", data, &a); err != nil {
		return nil, err
	}
	if a.Journey == nil {
		return nil, ErrNoJourney
	}
	m := &Matrix{Shown: a.Journey.shown(a.Version), Measure: of}
	place := map[string]int{}
	for i, s := range a.Journey.Stages {
		m.Stages = append(m.Stages, MatrixStage{Ref: s.Ref, Number: i + 1, Phase: s.Phase})
		for _, e := range s.EnabledBy.Edges {
			at, ok := place[e.Node.ID]
			if !ok {
				at = len(m.Rows)
				place[e.Node.ID] = at
				m.Rows = append(m.Rows, MatrixRow{Ref: e.Node.Ref, Group: e.Node.Group, Cells: make([]MatrixCell, len(a.Journey.Stages))})
			}
			cell := e.Node.cell(of)
			cell.Main = e.Properties.Role != "SUPPORTING"
			m.Rows[at].Cells[i] = cell
			m.Rows[at].Met++
		}
	}
	m.group()
	return m, nil
}

// group puts rows of one group together. Groups come in the order in which they are first met.
func (m *Matrix) group() {
	first := map[string]int{}
	for i, r := range m.Rows {
		if _, ok := first[r.Group]; !ok {
			first[r.Group] = i
		}
	}
	slices.SortStableFunc(m.Rows, func(a, b MatrixRow) int { return cmp.Compare(first[a.Group], first[b.Group]) })
}

// cell gives the figure of a business capability.
func (n *matrixNode) cell(of string) MatrixCell {
	c := MatrixCell{Met: true}
	if of == "maturity" {
		c.Figure, c.Target = level(n.Maturity), level(n.TargetMaturity)
		c.Known, c.Band = c.Figure > 0, Band(c.Figure)
		return c
	}
	c.Known = true
	c.Figure = n.CarriedBy.TotalCount
	full := n.CarriedInFullBy.TotalCount > 0
	switch {
	case c.Figure == 0:
	case !full:
		c.Band = 1
	case c.Figure == 1:
		c.Band = 2
	default:
		c.Band = 3
	}
	return c
}

// level gives the number of a maturity, and 0 where it is not known.
func level(maturity string) int {
	return slices.Index([]string{"", "EXPERIMENTAL", "EMERGING", "ESTABLISHED"}, maturity)
}

// measure is what the matrix shows.
func (m *Matrix) measure() measure {
	return measures[max(0, slices.Index(Measures(), m.Measure))]
}

// Figures says what the number in a cell is.
func (m *Matrix) Figures() string { return m.measure().figure }

// Bands says what each band means, from the emptiest.
func (m *Matrix) Bands() [4]string { return m.measure().bands }

// About says what the matrix shows and where it comes from.
func (m *Matrix) About() About {
	return about("matrix", m.Name+": "+m.measure().title, m.status(),
		map[string]any{"journey": m.ID, "measure": m.Measure})
}

// Words says what a cell shows.
func (m *Matrix) Words(c MatrixCell) string {
	if !c.Met {
		return ""
	}
	role := "supporting"
	if c.Main {
		role = "main"
	}
	if !c.Known {
		return role + ", not known"
	}
	said := role + ", " + strconv.Itoa(c.Figure) + ": " + m.measure().bands[c.Band]
	if c.Target > c.Figure {
		said += ", wanted " + strconv.Itoa(c.Target)
	}
	return said
}

// short is what stands in a cell of a workbook, whose colour says the rest.
func (c MatrixCell) short() string {
	if !c.Met {
		return ""
	}
	figure := "?"
	if c.Known {
		figure = strconv.Itoa(c.Figure)
	}
	if c.Main {
		figure += " main"
	}
	return figure
}

// counts counts the cells of each band, and last those that are not known.
func (m *Matrix) counts() (bands [4]int, unknown int) {
	for _, r := range m.Rows {
		for _, c := range r.Cells {
			switch {
			case !c.Met:
			case c.Known:
				bands[c.Band]++
			default:
				unknown++
			}
		}
	}
	return bands, unknown
}

// Summary is the matrix in figures, in one sentence.
func (m *Matrix) Summary() string {
	bands, unknown := m.counts()
	of := m.measure()
	said := fmt.Sprintf("%s met at %s.", count(len(m.Rows), "business capability", "business capabilities"), count(len(m.Stages), "stage", "stages"))
	for i, n := range bands {
		if n > 0 {
			said += fmt.Sprintf(" %s %s.", count(n, "time", "times"), of.bands[i])
		}
	}
	if unknown > 0 {
		said += fmt.Sprintf(" %s not known.", count(unknown, "time", "times"))
	}
	return said
}

// tables gives the matrix as one row for each business capability.
func (m *Matrix) tables() []sheet {
	head := []string{"group", "business capability", "id"}
	for _, s := range m.Stages {
		head = append(head, strconv.Itoa(s.Number)+" "+s.Name)
	}
	head = append(head, "stages")
	said, figures := [][]string{head}, [][]string{head}
	for _, r := range m.Rows {
		row := []string{r.Group, r.Name, r.ID}
		figure := slices.Clone(row)
		for _, c := range r.Cells {
			row, figure = append(row, m.Words(c)), append(figure, c.short())
		}
		met := strconv.Itoa(r.Met)
		said, figures = append(said, append(row, met)), append(figures, append(figure, met))
	}
	return []sheet{{name: "In words", rows: said}, {name: "Matrix", rows: figures, band: func(row, column int) Band {
		if column -= 3; column < 0 || column >= len(m.Stages) {
			return 0
		}
		return m.Rows[row-1].Cells[column].Band
	}}}
}
