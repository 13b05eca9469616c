package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOneJourneyInTwoRegions(t *testing.T) {
	got := run(t, nil, "", "regions", "journey:maternity", "organisation:Y63", "organisation:Y58")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "Having a baby in North East and Yorkshire and South West\n")
	require.Regexp(t, `(?m)^  only in North East and Yorkshire +[1-9]`, got.out)
	require.Regexp(t, `(?m)^  only in North East and Yorkshire: Interpret and translate \(Example interpreting, Leeds\)$`, got.out)
	require.Regexp(t, `(?m)^The same in both, and nothing missing: `, got.out)

	turned := run(t, nil, "", "regions", "journey:maternity", "organisation:Y58", "organisation:Y63")
	require.Contains(t, turned.out, "only in North East and Yorkshire: Interpret and translate (Example interpreting, Leeds)")
	same := run(t, nil, "", "regions", "journey:maternity", "organisation:Y58", "organisation:Y58")
	require.Regexp(t, `(?m)^  only in South West +0$`, same.out)

	require.Contains(t, run(t, nil, "", "regions", "journey:maternity", "organisation:Y63", "organisation:Y58", "-o", "json").out, `"onlyInArea"`)
}

func TestWhatRegionsCannotCompare(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"a journey that is not there": {[]string{"journey:nowhere", "organisation:Y63", "organisation:Y58"}, `no journey with the id "journey:nowhere"`},
		"a region that is not there":  {[]string{"journey:maternity", "organisation:Y63", "organisation:nowhere"}, `no organisation with the id "organisation:nowhere"`},
		"one region":                  {[]string{"journey:maternity", "organisation:Y63"}, "accepts 3 arg"},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(t, nil, "", append([]string{"regions"}, tt.args...)...)
			require.Equal(t, 2, got.code)
			require.Contains(t, got.err, tt.want)
		})
	}
}
