package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
)

// schemaTimeout is how long the first filling of all indexes may take.
const schemaTimeout = 5 * time.Minute

// errNoGraph says that this program has not been here, or not this version of it.
var errNoGraph = &model.Error{
	Code:    model.NotFound,
	Message: "this database holds no graph that this version has prepared: carejourney load or serve does that",
}

// makeSchema makes what is missing and waits until it is ready.
func (st *Store) makeSchema(ctx context.Context) error {
	record, err := st.readWithin(ctx, st.config.WriteTimeout, cypher.ReadIndexes, nil)
	if err != nil {
		return err
	}
	there := map[any]bool{}
	names, _ := record[0].([]any)
	for _, name := range names {
		there[name] = true
	}
	var missing []string
	for _, d := range cypher.Definitions(st.model) {
		if !there[d.Name] {
			missing = append(missing, d.Text)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if st.config.Existing {
		return errNoGraph
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
	_, err = st.run(ctx, driver.AccessModeRead, schemaTimeout, cypher.AwaitIndexes, nil)
	return err
}
