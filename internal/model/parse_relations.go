package model

import "github.com/vektah/gqlparser/v2/ast"

// readRelations reads stored and derived relationship fields.
func (p *reader) readRelations() error {
	return p.eachKindField(func(k *Kind, fd *ast.FieldDefinition) error {
		stored, derived := fd.Directives.ForName("relationship"), fd.Directives.ForName("path")
		if stored == nil && derived == nil {
			return nil
		}
		rel := &Relation{
			Name: fd.Name, Description: fd.Description, Kind: k, Target: p.m.targets[fd.Type.Name()],
			Many: fd.Type.Elem != nil, Required: fd.Type.NonNull && fd.Type.Elem == nil,
		}
		if rel.Target == nil {
			return at(fd.Position, "%s.%s: %s is not a kind, union or %s", k.Name, fd.Name, fd.Type.Name(), elementName)
		}
		read := p.readStored
		d := stored
		if d == nil {
			read, d = p.readPath, derived
		}
		if err := read(rel, d); err != nil {
			return at(fd.Position, "%s.%s: %v", k.Name, fd.Name, err)
		}
		k.Relations, k.relations[rel.Name] = append(k.Relations, rel), rel
		return nil
	})
}

func (p *reader) readStored(rel *Relation, d *ast.Directive) error {
	rel.Stored, rel.Out = p.m.relationships[argument(d, "type")], argument(d, "direction") == "OUT"
	rel.Path = Path{Ways: []Way{{Step{Types: []*Relationship{rel.Stored}, Out: rel.Out}}}}
	if name := argument(d, "orderBy"); name != "" {
		if rel.OrderBy = rel.Stored.properties[name]; rel.OrderBy == nil {
			return at(nil, "%s has no property %q to order by", rel.Stored.Name, name)
		}
	}
	return nil
}

func (p *reader) readPath(rel *Relation, d *ast.Directive) error {
	for _, text := range list(d, "via") {
		way, err := p.m.parseWay(text)
		if err != nil {
			return err
		}
		if !p.m.leads(rel.Kind, way, rel.Target) {
			return at(nil, "the path %q never gets from %s to %s", text, rel.Kind.Name, rel.Target.Name)
		}
		rel.Path.Ways = append(rel.Path.Ways, way)
	}
	if name := argument(d, "field"); name != "" {
		for _, k := range rel.Target.Kinds {
			if k.fields[name] == nil {
				return at(nil, "%s has no field %q", k.Name, name)
			}
		}
		rel.Keep = &Keep{Field: name, Values: list(d, "equals")}
	}
	return nil
}

// leads reports whether a way can get from the kind to a kind of the target.
func (m *Model) leads(from *Kind, way Way, target *Target) bool {
	for _, k := range m.Reach([]*Kind{from}, way) {
		if target.Has(k) {
			return true
		}
	}
	return false
}

// Reach gives the kinds that a way can end at when it starts at any of the given kinds.
func (m *Model) Reach(from []*Kind, way Way) []*Kind {
	for _, step := range way {
		next := step.after(from)
		if step.Repeat != Once {
			for all := next; ; {
				more := union(all, step.after(all))
				if len(more) == len(all) {
					next = all
					break
				}
				all = more
			}
		}
		if step.Repeat == ZeroOrMore {
			next = union(from, next)
		}
		from = next
	}
	return from
}

// after gives the kinds one step away.
func (s Step) after(from []*Kind) []*Kind {
	var next []*Kind
	for _, t := range s.Types {
		for _, pair := range t.Pairs {
			start, end := pair.From, pair.To
			if !s.Out {
				start, end = end, start
			}
			if contains(from, start) {
				next = union(next, []*Kind{end})
			}
		}
	}
	return next
}

func contains(kinds []*Kind, k *Kind) bool {
	for _, other := range kinds {
		if other == k {
			return true
		}
	}
	return false
}

func union(a, b []*Kind) []*Kind {
	all := append([]*Kind(nil), a...)
	for _, k := range b {
		if !contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

// checkEnds makes sure that every pair of kinds a relationship joins is declared at both ends, once.
func (p *reader) checkEnds() error {
	for _, r := range p.m.Relationships {
		for _, pair := range r.Pairs {
			if err := p.checkEnd(r, pair.From, pair.To, true); err != nil {
				return err
			}
			if err := p.checkEnd(r, pair.To, pair.From, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *reader) checkEnd(r *Relationship, k, other *Kind, out bool) error {
	n := 0
	for _, rel := range k.Relations {
		if rel.Stored == r && rel.Out == out && rel.Target.Has(other) {
			n++
		}
	}
	if n == 1 {
		return nil
	}
	pos := p.doc.Definitions.ForName(k.Name).Position
	return at(pos, "%s declares %d fields for %s with %s, one is needed at each end", k.Name, n, r.Name, other.Name)
}
