package embedded_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// exported gives the version and content of a store.
func exported(t *testing.T, st *embedded.Store) (model.Version, model.Content) {
	t.Helper()
	version, content, err := st.Export(t.Context())
	require.NoError(t, err)
	return version, content
}

func TestACopyHoldsWhatWasExported(t *testing.T) {
	c := makeCountry(t, 5)
	version, content := exported(t, c.load(t))
	require.Len(t, content.Elements, len(c.elements))
	require.Len(t, content.Links, len(c.links))
	copied := embedded.New(c.m)
	require.NoError(t, copied.Replace(t.Context(), version+6, content))
	again, same := exported(t, copied)
	require.Equal(t, version+6, again)
	require.Empty(t, model.Diff(content, same))
	require.NoError(t, copied.Replace(t.Context(), 3, model.Content{}))
	again, same = exported(t, copied)
	require.EqualValues(t, 3, again)
	require.Empty(t, same)
}

func TestAPartHoldsTheElementsAskedForAndTheLinksBetweenThem(t *testing.T) {
	c := makeCountry(t, 5)
	part, err := c.load(t).Part(t.Context(), []string{"stage:1/2", "journey:1", "stage:no", "journey:3", "journey:1"})
	require.NoError(t, err)
	var ids []string
	for _, e := range part.Elements {
		ids = append(ids, e.ID)
	}
	require.ElementsMatch(t, []string{"journey:1", "journey:3", "stage:1/2"}, ids)
	require.Len(t, part.Links, 1)
	require.Equal(t, [2]string{"journey:1", "stage:1/2"}, [2]string{part.Links[0].From, part.Links[0].To})
}

func TestFollowingGivesWhatTheOtherStoreHolds(t *testing.T) {
	c := makeCountry(t, 5)
	here, there := c.load(t), c.load(t)
	ops := []model.Change{
		model.PutElement{Merge: true, Element: model.Element{ID: "stage:3/2", Kind: c.m.Kind("Stage"), Props: model.Props{"name": "Ultrasound scan"}}},
		model.DeleteElement{ID: "stage:3/1"},
	}
	applied, err := there.Apply(t.Context(), model.Changes{Ops: ops})
	require.NoError(t, err)
	followed, err := here.Follow(t.Context(), 9, ops, &applied)
	require.NoError(t, err)
	require.EqualValues(t, 9, followed.Version)
	require.Equal(t, applied.Changed, followed.Changed)
	_, want := exported(t, there)
	version, got := exported(t, here)
	require.EqualValues(t, 9, version)
	require.Empty(t, model.Diff(want, got))
}

func TestWhatCannotBeFollowedChangesNothing(t *testing.T) {
	c := makeCountry(t, 5)
	st := c.load(t)
	before, content := exported(t, st)
	stage := c.m.Kind("Stage")
	for name, one := range map[string]struct {
		ops      []model.Change
		expected *store.Applied
	}{
		"a link to nowhere":        {ops: []model.Change{model.PutLink{Link: model.Link{Type: c.m.Relationship("HAS_STAGE"), From: "journey:1", To: "stage:no"}}}},
		"a link between strangers": {ops: []model.Change{model.PutLink{Link: model.Link{Type: c.m.Relationship("HAS_STAGE"), From: "journey:1", To: "journey:2"}}}},
		"another kind":             {ops: []model.Change{model.PutElement{Element: model.Element{ID: "journey:1", Kind: stage}}}},
		"no kind":                  {ops: []model.Change{model.PutElement{Element: model.Element{ID: "journey:1"}}}},
		"another outcome":          {ops: []model.Change{model.DeleteElement{ID: "journey:1"}}, expected: &store.Applied{Created: 1}},
	} {
		_, err := st.Follow(t.Context(), 9, one.ops, one.expected)
		require.Equal(t, model.Conflict, model.CodeOf(err), "%s: %v", name, err)
		version, now := exported(t, st)
		require.Equal(t, before, version, name)
		require.Empty(t, model.Diff(content, now), name)
	}
}

func TestAClosedStoreHasNothingToCopy(t *testing.T) {
	st := embedded.New(makeCountry(t, 1).m)
	require.NoError(t, st.Close())
	require.Zero(t, st.Current())
	_, _, exporting := st.Export(t.Context())
	_, reading := st.Part(t.Context(), nil)
	_, following := st.Follow(t.Context(), 2, nil, nil)
	for _, err := range []error{exporting, reading, following, st.Replace(t.Context(), 2, model.Content{})} {
		require.Equal(t, model.Unavailable, model.CodeOf(err))
	}
}
