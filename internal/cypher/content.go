package cypher

import "github.com/carejourney/carejourney/internal/model"

// Texts that read elements and relationships as they are kept, one record each.
const (
	// ReadElements gives id, labels and properties of the elements in $ids.
	ReadElements = "MATCH (n:" + Element + ") WHERE n.id IN $ids RETURN n.id, labels(n), properties(n)"

	// ReadIDs gives the id of every element.
	ReadIDs = "MATCH (n:" + Element + ") RETURN n.id"

	// DeleteElements deletes the elements in $rows, ids, and every relationship at them.
	DeleteElements = "UNWIND $rows AS row MATCH (n:" + Element + " {id: row}) DETACH DELETE n"

	// ReplaceElements gives the elements in $rows the properties there, which hold the id.
	ReplaceElements = "UNWIND $rows AS row MATCH (n:" + Element + " {id: row.id}) SET n = row"
)

// ends binds both ends of a relationship, whose ids a row begins with.
const ends = "UNWIND $rows AS row MATCH (a:" + Element + " {id: row[0]}) MATCH (b:" + Element + " {id: row[1]})"

// CreateElements makes the elements of the kind in $rows, properties with the id.
func CreateElements(k *model.Kind) string {
	return "UNWIND $rows AS row CREATE (n:" + Element + ":" + Quote(k.Name) + ") SET n = row"
}

// ReadLinks gives type, id, id of the other end and properties of the relationships of the types that start (out) or end
// at the elements in $ids.
func ReadLinks(all []*model.Relationship, out bool) string {
	arrow := "<-[x:" + types(all) + "]-"
	if out {
		arrow = "-[x:" + types(all) + "]->"
	}
	return "UNWIND $ids AS id MATCH (n:" + Element + " {id: id}) MATCH (n)" + arrow + "(m:" + Element + ") RETURN type(x), id, m.id, properties(x)"
}

// ReadNamed gives both ids and the properties of the relationships of the type in $rows, pairs of ids.
func ReadNamed(t *model.Relationship) string {
	return ends + " MATCH (a)" + named(t) + "(b) RETURN a.id, b.id, properties(x)"
}

// DeleteLinks deletes the relationships of the type in $rows, pairs of ids.
func DeleteLinks(t *model.Relationship) string {
	return ends + " MATCH (a)" + named(t) + "(b) DELETE x"
}

// CreateLinks makes the relationships of the type in $rows: two ids and properties.
func CreateLinks(t *model.Relationship) string {
	return ends + " CREATE (a)" + named(t) + "(b) SET x = row[2]"
}

// ReplaceLinks gives the relationships of the type in $rows the properties there, behind two ids.
func ReplaceLinks(t *model.Relationship) string {
	return ends + " MATCH (a)" + named(t) + "(b) SET x = row[2]"
}

func named(t *model.Relationship) string { return "-[x:" + Quote(t.Name) + "]->" }

// ReadHolders gives the ids of the elements of the kind whose field is $value.
func ReadHolders(k *model.Kind, f *model.Field) string {
	return "MATCH (n:" + Quote(k.Name) + ") WHERE n." + Quote(f.Property) + " = $value RETURN n.id"
}
