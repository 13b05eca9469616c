package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestNumbersAreWrittenAsPeopleReadThem(t *testing.T) {
	for n, want := range map[int][2]string{
		0: {"0", "0"}, 999: {"999", "999"}, 1000: {"1,000", "1,000"}, -999: {"-999", "-999"}, -1000: {"-1,000", "-1,000"},
		999_999: {"999,999", "999,999"}, 1_000_000: {"1,000,000", "1 million"}, 10_630_000: {"10,630,000", "10.6 million"},
	} {
		require.Equal(t, want, [2]string{model.Thousands(n), model.Roughly(n)})
	}
}
