package diagram

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		room, most int
		want       []string
		cut        bool
	}{
		{"what fits stays on one line", "GP check", 80, 2, []string{"GP check"}, false},
		{"a line breaks between words", "Tell a midwife today", 80, 2, []string{"Tell a midwife", "today"}, false},
		{"what is over is cut", "Tell a midwife today or tomorrow", 80, 2, []string{"Tell a midwife", "today or tom…"}, true},
		{"a long word is broken", "Krankenhausaufnahme", 60, 3, []string{"Krankenh-", "ausaufna-", "hme"}, false},
		{"nothing is one empty line", "", 10, 2, []string{""}, false},
		{"no room at all still ends", "wide", 1, 2, []string{"w-", "…"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, cut := wrap(tt.text, 12, false, tt.room, tt.most)
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.cut, cut)
			if tt.room > 10 {
				for _, line := range got {
					require.LessOrEqual(t, width(line, 12, false), tt.room)
				}
			}
		})
	}
}

func TestLettersAreMeasuredAsTheFontDrawsThem(t *testing.T) {
	require.Equal(t, 557, width("a", 1000, false), "1139 of 2048 units, rounded up")
	require.Less(t, width("midwife", 12, false), width("midwife", 12, true))
	require.Equal(t, 12, width("看", 12, false), "what the font lacks is taken to be as wide as high")
}

func TestShares(t *testing.T) {
	for share, want := range map[float64]string{-1: "", 0: "0%", 0.002: "under 1%", 0.15: "15%", 0.998: "over 99%", 1: "100%"} {
		require.Equal(t, want, percent(share))
	}
}

func TestTheMainLineNeitherStopsEarlyNorTakesDetours(t *testing.T) {
	stages := make([]Stage, 6)
	tests := []struct {
		name string
		ways []Way
		want []bool
	}{
		{"without ways all is one line", nil, []bool{true, true, true, true, true, true}},
		{
			"an early end that many reach does not end the line",
			[]Way{{From: 0, To: 1, Share: 0.7}, {From: 0, To: 2, Share: 0.3}, {From: 2, To: 3, Share: -1}, {From: 3, To: 4, Share: -1}, {From: 4, To: 5, Share: -1}},
			[]bool{true, false, true, true, true, true},
		},
		{
			"a detour that few take is left aside",
			[]Way{{From: 0, To: 1, Share: 0.1}, {From: 1, To: 2, Share: -1}, {From: 0, To: 2, Share: 0.9}, {From: 2, To: 3, Share: -1}},
			[]bool{true, false, true, true, false, false},
		},
		{"ways back do not count", []Way{{From: 0, To: 0, Back: true}, {From: 0, To: 5, Share: -1}}, []bool{true, false, false, false, false, true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, mainLine(&Journey{Stages: stages, Ways: tt.ways}))
		})
	}
}

func TestEqualNeighboursAreOneBar(t *testing.T) {
	trust, pharmacy := Ref{"o:1", "Trust"}, Ref{"o:2", "Pharmacy"}
	stages := []Stage{
		{Organisations: []Ref{pharmacy}}, {Organisations: []Ref{trust}}, {Organisations: []Ref{trust, pharmacy, trust}}, {}, {Organisations: []Ref{trust}},
	}
	bars := runs(stages, 0, 5, LaneOrganisation.pick)
	require.Equal(t, []run{{ref: pharmacy, first: 0, last: 0}, {ref: trust, first: 1, last: 2}, {ref: pharmacy, first: 2, last: 2}, {ref: trust, first: 4, last: 4}}, bars)
	placed, left := pack(bars, 0, 1)
	require.Len(t, placed, 3)
	require.Equal(t, map[int]int{2: 1}, left, "what finds no row is counted")
}

func TestFiguresInWords(t *testing.T) {
	digital, other := Contact{Channel: "Web", Digital: true, Seen: true}, Contact{Channel: "Phone", Seen: true}
	j := &Journey{
		Stages:   []Stage{{Contacts: []Contact{digital}, Gaps: []Gap{{LaneOther, "digital only"}}}, {Contacts: []Contact{other, {Channel: "Letter"}}}},
		Branches: 1, Handoffs: []Handoff{{}}, Version: 3, Reviewed: "2026-11-03", Illustrative: true,
	}
	require.Equal(t, "2 stages, 1 branch, 0 loops, 0 business capabilities, 0 kinds of service, 1 hand-off (1 without a standard), 1 gap.", j.Summary())
	require.Equal(t, "1 of 2 stages has no digital way in; 1 of 2 stages has no other way in.", j.Reach())
	require.Equal(t, "Illustrative content · graph version 3 · reviewed 3 November 2026", j.Status())
}
