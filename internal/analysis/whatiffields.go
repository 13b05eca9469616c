package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// answer gives everything that is lost under the names of the schema, with so many items on each list, or all where most is negative.
func (w *WhatIf) answer(ctx context.Context, gone map[string]bool, unknown []string, most int) (map[string]any, error) {
	removed := []Named{}
	for _, r := range w.Removed {
		if r != nil {
			removed = append(removed, r.Named)
		}
	}
	lose := func(j *SupportJourney) Losses { return j.found(gone) }
	if w.whole() {
		before := newOverlay(&w.support)
		after := before.without(gone)
		lose = func(j *SupportJourney) Losses { return j.lose(before, after, w.counted()) }
	}
	lost := newLosing(most)
	for _, j := range w.journeys {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lost.add(j, lose(j))
	}
	losing := lost.stages.count
	for _, counted := range []*total{w.Losing, w.LosingThere} {
		if counted != nil {
			losing = counted.Count + w.brokenAlone()
		}
	}
	handoffs := slices.Clone(w.Handoffs.Nodes)
	slices.SortFunc(handoffs, func(a, b Named) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return map[string]any{
		"removed": names(removed), "unknown": append([]string{}, unknown...), "stages": lost.stages.items, "stagesBroken": lost.broken.items, "stagesLosing": losing,
		"stagesBrokenCount": lost.broken.count, "journeysCut": lost.cut.items, "journeysCutCount": lost.cut.count, "groups": lost.groups.items, "groupsCount": lost.groups.count,
		"people": lost.people, "handoffsWithoutStandard": names(handoffs), "substitutes": w.substitutes(gone),
		"why": whyLost(removed, losing, lost.closed, lost.cut.count, len(lost.seen), lost.people),
	}, nil
}

// listed is a list with so many of its items as are wanted, and how many there are.
type listed struct {
	items []map[string]any
	count int
}

// losing is what journeys lose together.
type losing struct {
	most                        int // items on each list, negative for all
	stages, broken, cut, groups listed
	people                      int
	seen                        map[string]bool // groups of people
	closed                      int
}

func newLosing(most int) *losing {
	l := &losing{most: most, seen: map[string]bool{}}
	for _, list := range []*listed{&l.stages, &l.broken, &l.cut, &l.groups} {
		list.items = []map[string]any{}
	}
	return l
}

// wants counts an item of a list and reports whether it is on it.
func (l *losing) wants(list *listed) bool {
	list.count++
	return l.most < 0 || list.count <= l.most
}

// add adds what one journey loses.
func (l *losing) add(j *SupportJourney, lost Losses) {
	for _, loss := range lost.Stages {
		one, other := l.wants(&l.stages), loss.breaks() && l.wants(&l.broken)
		if one || other {
			fields := j.lossFields(loss)
			if one {
				l.stages.items = append(l.stages.items, fields)
			}
			if other {
				l.broken.items = append(l.broken.items, fields)
			}
		}
		if loss.Closed {
			l.closed++
		}
	}
	if lost.Cut && l.wants(&l.cut) {
		l.cut.items = append(l.cut.items, named(j.Named))
	}
	for _, g := range lost.Groups {
		if l.wants(&l.groups) {
			l.groups.items = append(l.groups.items, map[string]any{"journey": named(j.Named), "personGroup": named(g.Named), "size": optional(g.Size)})
		}
		if g.Size != nil {
			l.people = max(l.people, *g.Size) // groups overlap
		}
		l.seen[g.ID] = true
	}
}

// brokenAlone counts stages that break and were not counted among those that lose anything.
func (w *WhatIf) brokenAlone() int {
	unsure, alone := map[string]bool{}, 0
	for _, s := range w.Unsure.Nodes {
		unsure[s.ID] = true
	}
	for i := range w.Broken.Nodes {
		if unsure[w.Broken.Nodes[i].ID] {
			alone++
		}
	}
	return alone
}

func containsNamed(list []Named, id string) bool {
	for _, n := range list {
		if n.ID == id {
			return true
		}
	}
	return false
}

func (j *SupportJourney) lossFields(l Loss) map[string]any {
	counts := func(c Counts) map[string]any {
		return map[string]any{"services": c.Services, "applications": c.Applications, "organisations": c.Organisations}
	}
	stage := j.Stages[l.Stage]
	only := []string{}
	for _, kind := range []struct {
		name         string
		before, left int
	}{
		{"Service", l.Before.Services, l.Left.Services},
		{"Application", l.Before.Applications, l.Left.Applications},
		{"Organisation", l.Before.Organisations, l.Left.Organisations},
	} {
		if kind.before > 0 && kind.left == 0 {
			only = append(only, kind.name)
		}
	}
	return map[string]any{
		"journey": named(j.Named), "stage": named(stage.Named), "closed": l.Closed, "businessCapabilities": names(l.Met),
		"touchpoints": names(l.Touchpoints), "before": counts(l.Before), "left": counts(l.Left), "losesLast": only,
	}
}

// whyLost says in a sentence what would happen.
func whyLost(removed []Named, touched, closed, cut, groups, people int) string {
	var gone []string
	for _, r := range removed {
		gone = append(gone, r.Name)
	}
	if len(gone) > 3 {
		gone = append(gone[:3:3], fmt.Sprintf("%d more", len(removed)-3))
	}
	what := "Without " + together(gone) + ","
	switch {
	case len(removed) == 0:
		return "Nothing is taken away, so nothing is lost."
	case touched == 0:
		return what + " no stage loses anything."
	}
	text := fmt.Sprintf("%s %s %s something", what, counted(touched, "stage", "stages"), either(touched, "loses", "lose"))
	if closed > 0 {
		text += fmt.Sprintf(", and nobody can pass %d of them", closed)
	}
	text += "."
	if cut > 0 {
		text += fmt.Sprintf(" %s no longer %s to an end.", counted(cut, "journey", "journeys"), either(cut, "leads", "lead"))
	}
	if groups > 0 {
		text += fmt.Sprintf(" %s of people %s no way left%s.", counted(groups, "group", "groups"), either(groups, "has", "have"), howMany(groups, people))
	}
	return text
}

// howMany says how many people groups have, as far as it is known: as many as the largest of them, for groups overlap.
func howMany(groups, people int) string {
	switch {
	case people == 0:
		return ""
	case groups == 1:
		return ", up to " + model.Roughly(people) + " people"
	default:
		return ", the largest of up to " + model.Roughly(people) + " people"
	}
}

// counted gives a number with its noun.
func counted(n int, one, many string) string { return fmt.Sprintf("%d %s", n, either(n, one, many)) }

// either gives the word for one or for many.
func either(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
