package model_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func place(m *model.Model, id string, props model.Props) model.Element {
	return model.Element{ID: id, Kind: m.Kind("Place"), Props: props}
}

func TestCompareNamesEveryValueThatDiffers(t *testing.T) {
	m := parse(t, town)
	road := func(length float64) model.Link {
		return model.Link{Type: m.Relationship("ROAD"), From: "place:a", To: "place:b", Props: model.Props{"length": length}}
	}
	from := model.Content{Elements: []model.Element{
		place(m, "place:a", model.Props{"name": "A", "size": int64(3), "tags": []string{"OLD"}, "sourceUrl": "x"}),
		place(m, "place:b", model.Props{"name": "B"}), place(m, "place:gone", model.Props{"name": "Gone"}),
	}, Links: []model.Link{road(1.5)}}
	to := model.Content{Elements: []model.Element{
		{ID: "place:a", Kind: m.Kind("Place"), Set: "model-set:other", Props: model.Props{"name": "A", "size": int64(4), "tags": []string{"OLD", "NEW"}}},
		place(m, "place:b", model.Props{"name": "B"}), place(m, "place:new", model.Props{"name": "New"}),
	}, Links: []model.Link{road(2)}}

	got := model.Compare(from, to)
	require.Len(t, got, 4)
	require.Equal(t, []model.FieldDifference{
		{Field: "size", Before: int64(3), After: int64(4)},
		{Field: "tags", Before: []string{"OLD"}, After: []string{"OLD", "NEW"}},
		{Field: "source.url", Before: "x"},
	}, got[0].Fields)
	require.True(t, got[1].Removed())
	require.Equal(t, "place:gone", got[1].Element().ID)
	require.True(t, got[2].Added())
	require.Equal(t, "place:new", got[2].Element().ID)
	require.Equal(t, []model.FieldDifference{{Field: "length", Before: 1.5, After: 2.0}}, got[3].Fields)
	require.Nil(t, got[3].Element())
}

// TestCompareFindsWhatDiffWouldChange takes the changes that make one content of another as the judge.
func TestCompareFindsWhatDiffWouldChange(t *testing.T) {
	m := parse(t, town)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		random := func() (c model.Content) {
			for i := range 6 {
				if r.IntN(3) > 0 {
					c.Elements = append(c.Elements, place(m, fmt.Sprintf("place:%d", i), model.Props{"size": int64(1 + r.IntN(2))}))
				}
				if to := r.IntN(6); r.IntN(3) > 0 {
					c.Links = append(c.Links, model.Link{
						Type: m.Relationship("ROAD"), From: fmt.Sprintf("place:%d", i), To: fmt.Sprintf("place:%d", to), Props: model.Props{"length": float64(r.IntN(2))},
					})
				}
			}
			return c
		}
		from, to := random(), random()
		added, changed, removed := 0, 0, 0
		for _, d := range model.Compare(from, to) {
			switch {
			case d.Added():
				added++
			case d.Removed():
				removed++
			default:
				require.NotEmpty(t, d.Fields)
				changed++
			}
		}
		puts, deletes := 0, 0
		for _, c := range model.Diff(from, to) {
			switch c.(type) {
			case model.PutElement, model.PutLink:
				puts++
			default:
				deletes++
			}
		}
		require.Equal(t, []int{puts, deletes}, []int{added + changed, removed}, "seed %d", seed)
		require.Empty(t, model.Compare(from, from))
		require.Len(t, model.Compare(to, from), added+changed+removed, "seed %d", seed)
	}
}
