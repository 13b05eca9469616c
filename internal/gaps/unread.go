package gaps

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// sets is room for two sets of nodes of one kind, used again for every subject of a rule.
type sets struct {
	kind        *model.Kind
	among       *plan.Among
	left, right []uint64
}

// holds reports whether there is anything an expression stands for, without reading lists that nobody has read. It knows that only
// where all of them are such lists.
func (e expression) holds(from *scope, room *sets) (there, known bool, err error) {
	if len(e) != 1 {
		return false, false, nil
	}
	if meets, err := e.meet(from); meets || err != nil {
		return false, meets, err
	}
	known, err = e[0].unread(from, room)
	return known && slices.ContainsFunc(room.left, isThere), known, err
}

// unread puts into the left set what a step gives, where all its terms are lists that nobody has read.
func (s step) unread(from *scope, room *sets) (known bool, err error) {
	for i, t := range s {
		if i > 0 && t.sign != '+' && !slices.ContainsFunc(room.left, isThere) {
			continue // of nothing nothing can be taken away
		}
		lists, ok := from.unread(t.path)
		if !ok {
			return false, nil
		}
		set := &room.right
		if i == 0 {
			set = &room.left
		}
		clear(*set)
		for j, list := range lists {
			if kind := list.Kind(); kind != room.kind {
				if i+j > 0 && slices.ContainsFunc(room.left, isThere) {
					return false, nil // nodes of several kinds
				}
				*room = sets{kind: kind}
			}
			reached, err := list.Reached(*set)
			if err != nil {
				return false, err
			}
			*set, room.among = reached.Bits, reached.Among
		}
		if i > 0 {
			room.combine(t.sign)
		}
	}
	return true, nil
}

// named gives what an expression stands for by ids and names alone, from lists that nobody has read: they may be most of a country, of
// which a sentence names a few.
func (e expression) named(from *scope) (values []any, known bool, err error) {
	var room sets
	if known, err = e[0].unread(from, &room); !known || err != nil {
		return nil, false, err
	}
	var refs []Ref
	for place := range (plan.Set{Bits: room.left}).Places() {
		refs = append(refs, Ref{room.among.IDs[place], room.among.Names[place]})
	}
	if byID := func(a, b Ref) int { return strings.Compare(a.ID, b.ID) }; !slices.IsSortedFunc(refs, byID) {
		slices.SortFunc(refs, byID)
	}
	values = make([]any, len(refs))
	for i := range refs {
		values[i] = &refs[i]
	}
	return values, true, nil
}

// meet reports of a / b whether it is known without more that both have something in common.
func (e expression) meet(from *scope) (bool, error) {
	if len(e[0]) != 2 || e[0][1].sign != '/' {
		return false, nil
	}
	left, ok := from.unread(e[0][0].path)
	right, too := from.unread(e[0][1].path)
	if !ok || !too {
		return false, nil
	}
	for _, one := range left {
		for _, two := range right {
			if meets, known, err := one.Meets(two); meets && known || err != nil {
				return meets, err
			}
		}
	}
	return false, nil
}

func isThere(word uint64) bool { return word != 0 }

// combine does to the left set what term.combine does.
func (s *sets) combine(sign byte) {
	if s.left == nil {
		s.left = make([]uint64, len(s.right))
	}
	if s.right == nil {
		s.right = make([]uint64, len(s.left))
	}
	switch {
	case sign == '/' && meet(s.left, s.right):
		clear(s.left)
	case sign == '/':
	default:
		for i := range s.left {
			switch sign {
			case '+':
				s.left[i] |= s.right[i]
			case '-':
				s.left[i] &^= s.right[i]
			case '&':
				s.left[i] &= s.right[i]
			}
		}
	}
}

// unread gives the lists at a path that nobody has read, false where anything else stands there.
func (s *scope) unread(path []string) ([]plan.Walk, bool) {
	for at := s; at != nil; at = at.above {
		if _, known := get(at.value, path[0]); known {
			return unreadAt(at.value, path, nil)
		}
	}
	return nil, true
}

func unreadAt(v any, path []string, into []plan.Walk) ([]plan.Walk, bool) {
	list, isList := v.(*execute.Views)
	switch {
	case v == nil:
		return into, true
	case isList && len(path) == 0:
		walk := list.Walk()
		if walk == nil || leadsToMore(list, walk) {
			return nil, false
		}
		return append(into, walk), true
	case len(path) == 0:
		return nil, false
	}
	if all, several := items(v); several {
		var ok bool
		for _, item := range all {
			if into, ok = unreadAt(item, path, into); !ok {
				return nil, false
			}
		}
		return into, true
	}
	next, _ := get(v, path[0])
	return unreadAt(next, path[1:], into)
}
