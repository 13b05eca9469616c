package execute

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// benchStage and the types below hold what the benchmark's rows hold, as Go code written by hand would.
type benchStage struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	StageType   string       `json:"stageType"`
	Description *string      `json:"description"`
	TypicalDays *float64     `json:"typicalDays"`
	Settings    []string     `json:"careSettings"`
	Source      *benchSource `json:"source"`
}

type benchSource struct {
	URL *string `json:"url"`
}

type benchData struct {
	Stages []benchStage `json:"stages"`
}

// benchmarkData gives 1,100 nodes of 7 fields as rows and as structs.
func benchmarkData() (*plan.Operation, *plan.Result, benchData) {
	column := func(key string, i int) plan.Member { return plan.Member{Key: key, Value: plan.Scalar{Column: i}} }
	source := plan.Group{Columns: []int{6}, Object: &plan.Object{Members: []plan.Member{column("url", 6)}}}
	stage := &plan.Object{Members: []plan.Member{
		column("id", 0), column("name", 1), column("stageType", 2), column("description", 3),
		column("typicalDays", 4), column("careSettings", 5),
		{Key: "source", Value: source},
	}}
	output := &plan.Object{Members: []plan.Member{{Key: "stages", Value: plan.Rows{As: plan.AsList, RequiredItems: true, ByShape: []*plan.Object{stage}}}}}
	list, data := &plan.List{}, benchData{}
	kind := &model.Kind{Name: "Stage"}
	for i := range 1100 {
		id, name, days := fmt.Sprintf("stage:maternity/%d", i), fmt.Sprintf("Contact in week %d", i%42), float64(i)/4
		text, url := "A midwife meets the person, listens and checks how both are.", "https://www.example.org/maternity"
		settings := []string{"COMMUNITY", "HOSPITAL"}
		list.Rows = append(list.Rows, plan.Row{Kind: kind, Values: []any{id, name, "CONSULT", text, days, settings, url}})
		data.Stages = append(data.Stages, benchStage{id, name, "CONSULT", &text, &days, settings, &benchSource{&url}})
	}
	return &plan.Operation{Query: &plan.Query{}, Output: output}, &plan.Result{Roots: []*plan.List{list}}, data
}

func TestBenchmarksWriteTheSame(t *testing.T) {
	op, result, data := benchmarkData()
	answer, err := Write(t.Context(), op, result, nil)
	require.NoError(t, err)
	text, err := json.Marshal(data)
	require.NoError(t, err)
	require.Equal(t, string(text), string(answer.Data))
}

func TestWritingDoesNotAllocateForEveryRow(t *testing.T) {
	op, result, _ := benchmarkData()
	allocations := testing.AllocsPerRun(10, func() {
		_, err := Write(t.Context(), op, result, nil)
		require.NoError(t, err)
	})
	require.Less(t, allocations, 50.0, "1,100 rows of 7 values")
}

func BenchmarkWrite(b *testing.B) {
	op, result, data := benchmarkData()
	b.Run("rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Write(b.Context(), op, result, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding_json of structs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
