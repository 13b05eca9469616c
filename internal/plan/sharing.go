package plan

import (
	"encoding/binary"
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
)

// Sharing makes conditions that say the same one: what is found out about one of them is then known of all, see Named.
type Sharing struct {
	places map[any]int // by what a condition is made of
	list   []Predicate
}

// Of gives the first condition that says the same, or this one where it is the first.
func (s *Sharing) Of(p Predicate) Predicate {
	p, _ = s.of(p)
	return p
}

// sharedParts is what and, or and not are made of, and sharedKinds the kinds of a condition on them.
type (
	sharedParts struct{ how, places string }
	sharedKinds string
	sharedFar   struct {
		relation *model.Relation
		how      Quantifier
		where    int
	}
)

// of also gives the place of the condition among those that are different, -1 for none.
func (s *Sharing) of(p Predicate) (Predicate, int) {
	var made any = p
	switch whole := p.(type) {
	case nil:
		return nil, -1
	case And:
		list, places := s.parts(whole.All)
		p, made = And{All: list}, sharedParts{"and", places}
	case Or:
		list, places := s.parts(whole.Any)
		p, made = Or{Any: list}, sharedParts{"or", places}
	case Not:
		list, places := s.parts([]Predicate{whole.Of})
		p, made = Not{Of: list[0]}, sharedParts{"not", places}
	case Related:
		where, place := s.of(whole.Where)
		p = Related{Relation: whole.Relation, Quantifier: whole.Quantifier, Where: where}
		made = sharedFar{whole.Relation, whole.Quantifier, place}
	case KindIn:
		names := ""
		for _, k := range whole.Kinds {
			names += " " + k.Name
		}
		made = sharedKinds(names)
	case Compare:
		if list, ok := whole.To.Const.([]any); ok {
			whole.To.Const = fmt.Sprintf("%#v", list)
			made = [2]any{"list", whole}
		}
	case Count:
		if list, ok := whole.To.Const.([]any); ok {
			whole.To.Const = fmt.Sprintf("%#v", list)
			made = [2]any{"list", whole}
		}
	}
	place, known := s.places[made]
	if !known {
		if s.places == nil {
			s.places = map[any]int{}
		}
		place = len(s.list)
		s.places[made], s.list = place, append(s.list, p)
	}
	return s.list[place], place
}

// parts does what of does for each of some conditions. The places are told as a text that can be compared.
func (s *Sharing) parts(list []Predicate) ([]Predicate, string) {
	shared, places := make([]Predicate, len(list)), make([]byte, 0, 2*len(list))
	for i, part := range list {
		one, place := s.of(part)
		shared[i], places = one, binary.AppendVarint(places, int64(place))
	}
	return shared, string(places)
}
