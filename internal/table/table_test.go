package table_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/table"
)

func TestFrom(t *testing.T) {
	tests := []struct {
		name, data string
		want       table.Table
	}{
		{
			"a journey with stages has the stages as rows and its own values as facts",
			`{"journey":{"name":"Having a baby","stages":[{"name":"Birth","type":"TREATMENT"},{"name":"Booking","type":null}]}}`,
			table.Table{
				Facts: [][2]string{{"journey.name", "Having a baby"}}, Header: []string{"name", "type"},
				Rows: [][]string{{"Birth", "TREATMENT"}, {"Booking", ""}},
			},
		},
		{
			"a connection is the list of its nodes, with properties beside them",
			`{"stages":{"totalCount":2,"edges":[{"properties":{"order":1},"node":{"name":"A"}}]}}`,
			table.Table{Facts: [][2]string{{"stages.totalCount", "2"}}, Header: []string{"properties.order", "name"}, Rows: [][]string{{"1", "A"}}},
		},
		{
			"of several lists the longest is the table, the others are facts",
			`{"j":{"empty":[],"few":[{"name":"A"}],"stages":{"edges":[{"node":{"name":"B"}},{"node":{"name":"C"}}]},"none":{"nodes":[]}}}`,
			table.Table{Facts: [][2]string{{"j.few", "A"}}, Header: []string{"name"}, Rows: [][]string{{"B"}, {"C"}}},
		},
		{
			"lists inside a row are joined, objects by their name",
			`{"s":[{"channels":["WEB","SMS"],"by":[{"id":"x:1","name":"Midwife"},{"id":"x:2"}],"c":{"nodes":[{"name":"N"}]}}]}`,
			table.Table{Header: []string{"channels", "by", "c"}, Rows: [][]string{{"WEB; SMS", "Midwife; x:2", "N"}}},
		},
		{
			"values of an object inside a row have columns of their own",
			`{"s":[{"source":{"url":"u","publisher":null}},{"name":"late column"}]}`,
			table.Table{Header: []string{"source.url", "source.publisher", "name"}, Rows: [][]string{{"u", "", ""}, {"", "", "late column"}}},
		},
		{
			"an answer without a list is a table of its values",
			`{"version":7,"journey":{"name":"Asthma"}}`,
			table.Table{Header: []string{"field", "value"}, Rows: [][]string{{"version", "7"}, {"journey.name", "Asthma"}}},
		},
		{
			"three parts that only count are a table of their own, with shares",
			`{"j":{"totalCount":1,"nodes":[{"id":"a"}]},"a":{"totalCount":3,"by":[{"value":true,"count":2},{"value":false,"count":1}]},` +
				`"b":{"totalCount":0,"by":[]},"c":{"totalCount":300,"by":[{"value":false,"count":1}]}}`,
			table.Table{
				Facts: [][2]string{{"j.totalCount", "1"}}, Header: []string{"id"}, Rows: [][]string{{"a"}},
				Counts: &table.Table{
					Header: []string{"", "totalCount", "by true", "by false"},
					Rows:   [][]string{{"a", "3", "2 (66%)", "1 (33%)"}, {"b", "0", "", ""}, {"c", "300", "", "1 (under 1%)"}},
				},
			},
		},
		{
			"two parts that only count stay facts",
			`{"s":[{"id":"a"}],"a":{"totalCount":3},"b":{"totalCount":4}}`,
			table.Table{Facts: [][2]string{{"a.totalCount", "3"}, {"b.totalCount", "4"}}, Header: []string{"id"}, Rows: [][]string{{"a"}}},
		},
		{
			"that a list is a connection is not said, unless both are asked for",
			`{"j":{"stagesConnection":{"totalCount":2,"nodes":[{"byConnection":{"nodes":[{"name":"A"}]},"by":[{"name":"B"}],"ofConnection":{"nodes":[{"name":"C"}]}}]}}}`,
			table.Table{Facts: [][2]string{{"j.stages.totalCount", "2"}}, Header: []string{"byConnection", "by", "of"}, Rows: [][]string{{"A", "B", "C"}}},
		},
		{
			"a page says where it lies where there are others",
			`{"s":{"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"endCursor":"x"},"nodes":[{"id":"a"}]}}`,
			table.Table{
				Facts:  [][2]string{{"s.pageInfo.hasNextPage", "true"}, {"s.pageInfo.hasPreviousPage", "false"}, {"s.pageInfo.endCursor", "x"}},
				Header: []string{"id"}, Rows: [][]string{{"a"}},
			},
		},
		{
			"a page that is all there is says nothing of itself",
			`{"s":{"pageInfo":{"hasNextPage":false,"hasPreviousPage":false,"endCursor":"x"},"nodes":[{"id":"a"}]}}`,
			table.Table{Header: []string{"id"}, Rows: [][]string{{"a"}}},
		},
		{"null is an empty table", `null`, table.Table{Header: []string{"field", "value"}, Rows: [][]string{}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := table.From([]byte(tt.data))
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestFromRefusesWhatIsNotJSON(t *testing.T) {
	_, err := table.From([]byte(`{"a":`))
	require.Error(t, err)
}
