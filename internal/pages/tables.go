package pages

import (
	"strconv"

	"github.com/carejourney/carejourney/internal/diagram"
)

// matrixTable is a matrix as a table of a page.
type matrixTable struct {
	Stages  []diagram.MatrixStage
	Groups  []matrixGroup
	Figures string    // what the number in a cell is
	Bands   [4]string // what each band means
}

// matrixGroup are rows under one heading.
type matrixGroup struct {
	Name string
	Rows []matrixRow
}

type matrixRow struct {
	diagram.Ref
	Cells []matrixCell
}

// matrixCell is a figure with its words and how full its ball is.
type matrixCell struct {
	Met, Main, Known bool
	Figure, Words    string
	Band             diagram.Band
}

func newMatrixTable(m *diagram.Matrix) *matrixTable {
	t := &matrixTable{Stages: m.Stages, Figures: m.Figures(), Bands: m.Bands()}
	for _, r := range m.Rows {
		if n := len(t.Groups); n == 0 || t.Groups[n-1].Name != r.Group {
			t.Groups = append(t.Groups, matrixGroup{Name: r.Group})
		}
		out := matrixRow{Ref: r.Ref}
		for _, c := range r.Cells {
			cell := matrixCell{Met: c.Met, Main: c.Main, Known: c.Known, Words: m.Words(c), Band: c.Band, Figure: "?"}
			if c.Known {
				cell.Figure = strconv.Itoa(c.Figure)
			}
			out.Cells = append(out.Cells, cell)
		}
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, out)
	}
	return t
}

// flowTable are the ways of a flow with how many people take them.
type flowTable struct {
	Ways   []flowWay
	Stages []flowStage
	Groups []choice
}

type flowWay struct {
	From, To  diagram.FlowStage
	People    string
	Back      bool
	Condition string
}

type flowStage struct {
	diagram.FlowStage
	Begin, Come, End string
}

func newFlowTable(f *diagram.Flow) *flowTable {
	t := &flowTable{}
	for _, w := range f.Ways {
		people := f.People(w.People)
		if w.Back && w.Share < 0 {
			people = "not known"
		}
		t.Ways = append(t.Ways, flowWay{f.Stages[w.From], f.Stages[w.To], people, w.Back, w.Condition})
	}
	for _, s := range f.Stages {
		t.Stages = append(t.Stages, flowStage{s, f.People(s.Starts), f.People(s.Comes), f.People(s.Ends)})
	}
	for _, g := range f.Groups {
		if g.People > 0 {
			t.Groups = append(t.Groups, choice{Value: g.ID, Label: g.Name, Chosen: f.Group != nil && f.Group.ID == g.ID})
		}
	}
	return t
}
