package model_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestCheck(t *testing.T) {
	m := parse(t, town)
	place := m.Kind("Place")
	length := m.Relationship("ROAD").Property("length")
	tests := []struct {
		name  string
		field *model.Field
		value any
		want  any
		err   string
	}{
		{"a whole number fits Int", place.Field("size"), int64(3), int64(3), ""},
		{"a whole number fits Float", length, int64(3), 3.0, ""},
		{"a number out of range does not fit", place.Field("size"), int64(10), nil, "outside 1 to 9"},
		{"a number over 32 bits does not fit Int", place.Field("size"), int64(math.MaxInt32) + 1, nil, "32 bits"},
		{"not a number does not fit Float", length, math.NaN(), nil, "not a number"},
		{"text does not fit Int", place.Field("size"), "3", nil, "not a whole number"},
		{"a real date fits", place.Field("validFrom"), "2024-02-29", "2024-02-29", ""},
		{"a day that is not in the calendar does not fit", place.Field("validFrom"), "2023-02-29", nil, "not a date"},
		{"an enumeration value fits", place.Field("level"), "LOW", "LOW", ""},
		{"letter case matters in enumerations", place.Field("level"), "low", nil, "not a value of Level"},
		{"a Boolean is not text", place.Field("busy"), "true", nil, "neither true nor false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.field.Check(tt.value)
			if tt.err != "" {
				require.ErrorContains(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][2]string{{"Straße", "STRASSE"}, {"ΣΊΣΥΦΟΣ", "σίσυφος"}, {"ﬁt", "FIT"}, {"Å", "å"}, {"abc", "abc"}} {
		require.Equal(t, model.Fold(same[0]), model.Fold(same[1]))
	}
	require.NotEqual(t, model.Fold("e"), model.Fold("é"))
	require.Equal(t, model.Fold("ẞ"), model.Fold(model.Fold("ẞ")), "folding twice changes nothing more")
}

func TestTerms(t *testing.T) {
	require.Equal(t, []string{"nhs", "app", "16", "week", "visit"}, model.Terms("NHS-App: 16-week visit!"))
	require.Empty(t, model.Terms(" – "))
}

func TestDiff(t *testing.T) {
	m := parse(t, town)
	place, road := m.Kind("Place"), m.Relationship("ROAD")
	a, b := model.Element{ID: "place:a", Kind: place, Props: model.Props{"name": "A"}}, model.Element{ID: "place:b", Kind: place}
	link := model.Link{Type: road, From: "place:a", To: "place:b", Props: model.Props{"length": 1.5}}
	renamed := model.Element{ID: "place:a", Kind: place, Props: model.Props{"name": "A2"}}
	both := model.Content{Elements: []model.Element{a, b}, Links: []model.Link{link}}

	require.Empty(t, model.Diff(both, both))
	require.Equal(t, []model.Change{
		model.PutElement{Element: a}, model.PutElement{Element: b}, model.PutLink{Link: link},
	}, model.Diff(model.Content{}, both))
	require.Equal(t, []model.Change{
		model.DeleteLink{Type: road, From: "place:a", To: "place:b"}, model.DeleteElement{ID: "place:b"}, model.PutElement{Element: renamed},
	}, model.Diff(both, model.Content{Elements: []model.Element{renamed}}))
}

func TestErrors(t *testing.T) {
	require.Equal(t, model.Internal, model.CodeOf(errPlain{}))
	require.Equal(t, model.Code(""), model.CodeOf(nil))
	err := model.Errorf(model.Conflict, "version moved: %w", errPlain{})
	require.Equal(t, model.Conflict, model.CodeOf(err))
	require.ErrorIs(t, err, errPlain{})
	err.Problems = []model.Problem{{File: "a.yaml", Line: 3, Column: 5, Rule: "unknown-field", Message: "no such field", Suggestion: "Did you mean x?"}}
	require.Equal(t, "version moved: plain\na.yaml:3:5: no such field (unknown-field). Did you mean x?", err.Error())
}

type errPlain struct{}

func (errPlain) Error() string { return "plain" }
