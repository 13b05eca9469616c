package web_test

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/nodetest"
)

var update = flag.Bool("update", false, "compile the stylesheet of the NHS.UK frontend again")

func TestTheStylesheetIsWhatItsSourcesSay(t *testing.T) {
	compiled, err := nodetest.Command(t, "styles", "compile.mjs").Output()
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("assets/nhsuk.css", compiled, 0o644))
	}
	committed, err := os.ReadFile("assets/nhsuk.css")
	require.NoError(t, err)
	same := string(committed) == string(compiled)
	require.True(t, same, "run make assets and commit web/assets/nhsuk.css")
}

func TestTheStylesheetsLoadNothingFromElsewhere(t *testing.T) {
	for _, name := range []string{"nhsuk.css", "pages.css"} {
		css, err := os.ReadFile("assets/" + name)
		require.NoError(t, err)
		require.NotRegexp(t, `(?i)frutiger|@import|url\(\s*["']?(?:https?:|//)`, string(css), "no font that is licensed to the NHS and nothing from elsewhere")
	}
}
