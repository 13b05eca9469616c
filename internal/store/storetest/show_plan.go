package storetest

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// ShowQuery writes a plan as indented text, for people who look for the reason of a difference. Its estimates mean
// nothing: they are of a graph nobody knows.
func ShowQuery(q *plan.Query) string { return plan.Explain(q, unknownGraph{}) }

// unknownGraph has one of everything.
type unknownGraph struct{}

func (unknownGraph) Nodes(*model.Kind) float64                               { return 1 }
func (unknownGraph) Matching(*model.Kind, plan.Compare, any) (float64, bool) { return 0, false }
func (unknownGraph) Found(string) float64                                    { return 1 }
func (unknownGraph) Degree(*model.Kind, *model.Relationship, bool) float64   { return 1 }
func (unknownGraph) DegreeOf(string, *model.Relationship, bool) float64      { return 1 }
