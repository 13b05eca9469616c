package draft_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store/draft"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// town is a model, and a graph of it: a route with a stop.
type town struct {
	*model.Model
	graph *rules.Graph
}

func newTown() town {
	t := town{Model: storetest.Town()}
	route := t.element("route:1", model.Props{"name": "One", "code": "R1", "illustrative": false, "tags": []string{"slow"}})
	stop := t.element("stop:1", model.Props{"name": "First", "illustrative": false})
	t.graph = rules.NewGraph([]model.Element{route, stop}, []model.Link{t.stopOf("route:1", "stop:1")})
	return t
}

func (t town) element(id string, props model.Props) model.Element {
	kinds := map[byte]string{'r': "Route", 's': "Stop"}
	return model.Element{ID: id, Kind: t.Kind(kinds[id[0]]), Props: props}
}

func (t town) stopOf(route, stop string) model.Link {
	return model.Link{Type: t.Relationship("HAS_STOP"), From: route, To: stop, Props: model.Props{"order": int64(1)}}
}

func (t town) draft(changes ...model.Change) *draft.Draft {
	d := draft.New(t.Model, t.graph)
	d.Make(changes)
	return d
}

func TestWhatChangesComeTo(t *testing.T) {
	town := newTown()
	stop := func(id string) model.Change {
		return model.PutElement{Element: town.element(id, model.Props{"name": "Next", "illustrative": false})}
	}
	tests := []struct {
		name    string
		changes []model.Change
		want    []string
		changed []string
	}{
		{name: "nothing", changes: nil},
		{
			name:    "what is put as it was is no difference",
			changes: []model.Change{model.PutLink{Link: town.stopOf("route:1", "stop:1")}},
		},
		{
			name: "merging nothing is no difference",
			changes: []model.Change{
				model.PutElement{Element: town.element("route:1", nil), Merge: true},
			},
		},
		{
			name:    "what is merged changes the element",
			changes: []model.Change{model.PutElement{Element: town.element("route:1", model.Props{"grade": int64(2)}), Merge: true}},
			want:    []string{"~ route:1"}, changed: []string{"route:1"},
		},
		{
			name:    "what comes and goes again never was",
			changes: []model.Change{stop("stop:2"), model.DeleteElement{ID: "stop:2"}},
		},
		{
			name:    "relationships go with their elements, and both ends change",
			changes: []model.Change{model.DeleteElement{ID: "stop:1"}},
			want:    []string{"- stop:1", "- route:1 HAS_STOP stop:1"}, changed: []string{"route:1", "stop:1"},
		},
		{
			name: "elements come before relationships, each in order of names",
			changes: []model.Change{
				stop("stop:3"),
				model.PutLink{Link: town.stopOf("route:1", "stop:3")},
				stop("stop:2"),
				model.PutLink{Link: town.stopOf("route:1", "stop:2")},
			},
			want:    []string{"+ stop:2", "+ stop:3", "+ route:1 HAS_STOP stop:2", "+ route:1 HAS_STOP stop:3"},
			changed: []string{"route:1", "stop:2", "stop:3"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := town.draft(tt.changes...)
			require.Empty(t, d.Problems())
			require.Empty(t, d.Loose())
			step := d.Difference()
			var effects []string
			for _, e := range step.Effects {
				effects = append(effects, e.String())
			}
			require.Equal(t, tt.want, effects)
			require.Equal(t, tt.changed, step.Changed)
			require.Equal(t, len(tt.want), step.Created+step.Updated+step.Deleted)
		})
	}
}

func TestProblemsNameTheChangeThatBroughtThemAbout(t *testing.T) {
	town := newTown()
	twin := town.element("route:2", model.Props{"name": "Two", "code": "R1"})
	d := town.draft(model.PutElement{Element: town.element("stop:1", model.Props{"name": "First"})}, model.PutElement{Element: twin})
	problems := d.Problems()
	require.Len(t, problems, 1)
	require.Equal(t, []any{1, "code"}, problems[0].Path)
	require.Equal(t, []string{"route:1", "route:2"}, slices.Sorted(slices.Values(d.Holders(twin.Kind, twin.Kind.Field("code"), "R1"))))

	none := town.draft(model.PutLink{Link: town.stopOf("route:1", "stop:9")})
	require.Equal(t, "HAS_STOP cannot lead from route:1 to stop:9", none.Loose())
	require.ErrorContains(t, draft.Refusal(none.Problems()), "breaks")
}

func TestAChangeOfAnotherModelIsMalformed(t *testing.T) {
	town, other := newTown(), storetest.Town()
	problems := draft.Malformed(town.Model, []model.Change{
		model.DeleteElement{ID: "stop:1"},
		nil,
		model.PutElement{Element: model.Element{ID: "stop:2", Kind: other.Kind("Stop")}},
		model.DeleteLink{Type: other.Relationship("HAS_STOP"), From: "route:1", To: "stop:1"},
	})
	require.Len(t, problems, 3)
	for i, p := range problems {
		require.Equal(t, []any{i + 1}, p.Path)
		require.Equal(t, rules.WrongKind, p.Rule)
	}
}
