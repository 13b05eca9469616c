package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestValuesAreWrittenAsPeopleSayThem(t *testing.T) {
	for value, said := range map[string]string{
		"": "", "FACE_TO_FACE": "In person", "TELEPHONE": "Phone", "SMS": "Text message", "NHS_APP": "NHS App", "NHS_TRUST": "NHS trust",
		"GP_PRACTICE": "GP practice", "ONGOING_MANAGEMENT": "Ongoing care", "PAIN_POINT": "Pain point", "OTHER": "Other",
	} {
		require.Equal(t, said, diagram.Words(value), value)
	}
	require.Equal(t, "Other way", diagram.Channel("OTHER"), "other than what a reader cannot know")
	require.Equal(t, "In person", diagram.Channel("FACE_TO_FACE"))
}

func TestFeelingsAreWordsWithTheirNumber(t *testing.T) {
	for emotion, said := range map[int]string{
		-3: "very bad (−2)", -2: "very bad (−2)", -1: "bad (−1)", 0: "neither good nor bad", 1: "good (+1)", 2: "very good (+2)",
	} {
		require.Equal(t, said, diagram.Feels(emotion))
	}
}
