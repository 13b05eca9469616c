package neo4j

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// prefetch reads what the changes speak of and what the rules will surely ask for, in a few statements however many the
// changes are.
func (b *base) prefetch(changes []model.Change) {
	var ids, gone []string
	var links []rules.LinkID
	for _, change := range changes {
		switch c := change.(type) {
		case model.PutElement:
			ids = append(ids, c.Element.ID)
		case model.DeleteElement:
			ids, gone = append(ids, c.ID), append(gone, c.ID)
		case model.PutLink:
			links = append(links, rules.LinkID{Type: c.Link.Type, From: c.Link.From, To: c.Link.To})
		case model.DeleteLink:
			links = append(links, rules.LinkID{Type: c.Type, From: c.From, To: c.To})
		}
	}
	for _, l := range links {
		ids = append(ids, l.From, l.To)
	}
	ids = distinct(ids)
	b.readElements(ids)
	b.readAll(distinct(gone))
	b.readNamed(links)
	for _, out := range []bool{true, false} {
		if types := b.asked(out); len(types) > 0 {
			b.readLinks(ids, types, out)
		}
	}
	var far []string
	for at, links := range b.ends {
		for _, l := range links {
			if far = append(far, l.To); !at.out {
				far[len(far)-1] = l.From
			}
		}
	}
	b.readElements(distinct(far))
}

// asked gives the types that rules look at from the elements they check: those that lead to one node at most, and those
// that join nodes of one kind. Any other is read when it is asked for.
func (b *base) asked(out bool) []*model.Relationship {
	var types []*model.Relationship
	for _, t := range b.model.Relationships {
		if slices.ContainsFunc(t.Pairs, func(p model.Pair) bool { return p.From == p.To || toOne(p, t, out) }) {
			types = append(types, t)
		}
	}
	return types
}

func toOne(p model.Pair, t *model.Relationship, out bool) bool {
	k := p.To
	if out {
		k = p.From
	}
	return slices.ContainsFunc(k.Relations, func(r *model.Relation) bool { return r.Stored == t && r.Out == out && !r.Many })
}

func distinct(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
