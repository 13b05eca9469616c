package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// mostRemedies is how many interfaces and standards are offered for one thing asked again.
const mostRemedies = 5

func (r *records) reentryFields(e Reentry) map[string]any {
	first, then := r.Stages[e.First], r.Stages[e.Then]
	from, to := r.holding(e.First, e.Information.ID), r.holding(e.Then, e.Information.ID)
	interfaces := []map[string]any{}
	for _, a := range from {
		for _, b := range to {
			if len(interfaces) < mostRemedies && a.ID != b.ID && !slices.Contains(a.InterfacesWith, Ref{b.ID}) {
				interfaces = append(interfaces, map[string]any{"from": named(a.Named), "to": named(b.Named)})
			}
		}
	}
	standards := r.standardsFor(e.Information.ID, from, to)
	return map[string]any{
		"information": named(e.Information), "first": named(Named{first.ID, first.Name}), "again": named(Named{then.ID, then.Name}),
		"reKeyed": e.ReKeyed, "interfaces": interfaces, "standards": names(standards), "why": r.whyAgain(e, len(from), len(to), standards),
	}
}

// standardsFor gives the standards by which handoffs pass the information on, or where none does, those that
// applications on both sides meet. Those that more of the applications meet come first.
func (r *records) standardsFor(information string, from, to []RecordApplication) []Named {
	meets := func(applications []RecordApplication) map[Named]int {
		count := map[Named]int{}
		for _, a := range applications {
			for _, e := range a.Meets.Edges {
				count[e.Node]++
			}
		}
		return count
	}
	there, here := meets(from), meets(to)
	var standards []Named
	for _, i := range r.Information {
		if i.ID != information {
			continue
		}
		for _, h := range i.Handoffs {
			for _, s := range h.Standards {
				if !slices.Contains(standards, s) {
					standards = append(standards, s)
				}
			}
		}
	}
	if len(standards) == 0 {
		for s := range there {
			if here[s] > 0 {
				standards = append(standards, s)
			}
		}
	}
	slices.SortFunc(standards, func(a, b Named) int {
		return cmp.Or(cmp.Compare(there[b]+here[b], there[a]+here[a]), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return standards[:min(len(standards), mostRemedies)]
}

func (r *records) whyAgain(e Reentry, from, to int, standards []Named) string {
	text := fmt.Sprintf("%s is written down at %q and again at %q", e.Information.Name, r.Stages[e.First].Name, r.Stages[e.Then].Name)
	switch {
	case e.ReKeyed:
		text += ", where somebody types it in again."
	case from == 0 || to == 0:
		text += ": at one of them no application is known, so it can only be asked for again."
	default:
		text += ", and no application, interface or handoff takes it from one to the other."
	}
	if len(standards) > 0 {
		text += fmt.Sprintf(" %s would let applications pass it on.", standards[0].Name)
	}
	return text
}

func (r *records) unrecordedFields(u Unrecorded) map[string]any {
	way := make([]map[string]any, len(u.Way))
	for i, at := range u.Way {
		way[i] = named(Named{r.Stages[at].ID, r.Stages[at].Name})
	}
	held := []Named{}
	for _, a := range r.Applications {
		if slices.Contains(a.Records, Ref{u.Information.ID}) {
			held = append(held, a.Named)
		}
	}
	stage := r.Stages[u.Stage]
	text := fmt.Sprintf("%s is looked up at %q, and on no way there has anybody written it down.", u.Information.Name, stage.Name)
	if !u.Always {
		text = fmt.Sprintf("%s is looked up at %q, and on one way there nobody has written it down.", u.Information.Name, stage.Name)
	}
	if len(held) > 0 {
		text += fmt.Sprintf(" %s holds it.", held[0].Name)
	}
	return map[string]any{
		"information": named(u.Information), "stage": named(Named{stage.ID, stage.Name}), "onEveryWay": u.Always, "way": way,
		"heldBy": names(held), "why": text,
	}
}
