package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
)

// Labels and properties of what the store keeps for itself, besides those that package cypher reads.
const (
	operationLabel = cypher.Operation
	keptOperations = 1000 // how many versions back operations are remembered
)

// definition is a constraint or an index.
type definition struct{ name, text string }

// definitions are all the store needs, in a fixed order.
func definitions(m *model.Model) []definition {
	all := []definition{
		unique("carejourney_element_id", cypher.Element, "id"),
		unique("carejourney_graph_key", cypher.Graph, cypher.GraphKey),
		unique("carejourney_operation_id", operationLabel, "id"),
		{cypher.SearchIndex, "CREATE FULLTEXT INDEX " + cypher.SearchIndex + " IF NOT EXISTS FOR (n:" + cypher.Element + ") ON EACH [n." + cypher.Terms + "] " +
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"},
	}
	for _, k := range m.Kinds {
		for _, f := range k.Fields {
			if indexed(f) {
				name := "carejourney_" + k.Name + "_" + f.Property
				all = append(all, definition{name, "CREATE INDEX " + cypher.Quote(name) + " IF NOT EXISTS FOR (n:" + cypher.Quote(k.Name) + ") ON (n." + cypher.Quote(f.Property) + ")"})
			}
		}
	}
	return all
}

func unique(name, label, property string) definition {
	return definition{name, "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + property + " IS UNIQUE"}
}

// indexed reports whether an index serves the field: ids and names, by which lists are ordered, unique codes and
// enumerations.
func indexed(f *model.Field) bool {
	return !f.List && (f.Name == "id" || f.Name == "name" || f.Key || f.Type == model.EnumType)
}

// makeSchema makes what is missing and waits until it is ready.
func (st *Store) makeSchema(ctx context.Context) error {
	record, err := st.read(ctx, "SHOW INDEXES YIELD name RETURN collect(name)", nil)
	if err != nil {
		return err
	}
	there := map[any]bool{}
	names, _ := record[0].([]any)
	for _, name := range names {
		there[name] = true
	}
	var missing []string
	for _, d := range definitions(st.model) {
		if !there[d.name] {
			missing = append(missing, d.text)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	session := st.session(ctx, driver.AccessModeWrite)
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	_, err = session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		for _, text := range missing {
			if _, err := tx.Run(ctx, text, nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return err
	}
	_, err = st.run(ctx, driver.AccessModeRead, st.config.WriteTimeout, "CALL db.awaitIndexes(300)", nil)
	return err
}
