package pages_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMapsAreNarrowed(t *testing.T) {
	p := shippedSite(t)
	for _, c := range []struct {
		name, path string
		status     int
		want       []string
	}{
		{"a trace says what and where, and can be cleared", "/journeys/maternity?trace=business-capability:book-appointments", 200, []string{
			"Traced: Book appointments (business capability), in 7 of 19 stages.", `<a href="/journeys/maternity">Clear trace</a>`,
			`<option value="business-capability:book-appointments" selected>`, `href="/journeys/maternity.svg?trace=business-capability:book-appointments"`,
			`href="/journeys/maternity/steps?trace=business-capability:book-appointments"`,
			"carejourney render maternity --trace business-capability:book-appointments --file", "/query/journey-trace?v=",
		}},
		{"a product that is on no map can be traced too", "/journeys/maternity?trace=application:example/maternity-record-a", 200, []string{
			`<optgroup label="Traced now">`, "(application), in",
		}},
		{"what is not met on the journey has a way on", "/journeys/maternity?trace=business-capability:mammography", 200, []string{
			"“Mammography” is not met on this journey.", `href="/business-capabilities/mammography"`,
		}},
		{"an area has its own services", "/journeys/maternity?area=organisation:Y63", 200, []string{
			"<h1>Having a baby in North East and Yorkshire</h1>", "Example community midwifery, Leeds", "Plan a pregnancy: not here", "Show all areas",
		}},
		{"an area without any has a way on", "/journeys/maternity?area=organisation:Y61", 200, []string{"not here", "Show all areas"}},
		{"a group of people says where it stops", "/journeys/breast-screening?group=rough-sleeper", 200, []string{
			"The first stage closed to them is “Invitation”.", "closed to them", "Show it for everybody", `value="person-group:rough-sleeper" selected`,
		}},
		{"all of them go together, in steps too", "/journeys/maternity/steps?area=organisation:Y63&group=deaf-person&hide=standards&trace=standard:snomed-ct", 200, []string{
			"Clear trace", "Show all areas", "Show it for everybody", "Show all lanes",
			`href="/journeys/maternity?area=organisation:Y63&amp;group=deaf-person&amp;hide=standards&amp;trace=standard:snomed-ct"`,
		}},
		{"what is looked at is told beside the map", "/journeys/maternity?focus=business-capability:book-appointments&hide=clocks", 200, []string{
			`<h2 id="details-title" tabindex="-1">Book appointments</h2>`, "In 7 of 19 stages", `<a href="/journeys/maternity?hide=clocks">Having a baby</a>`,
			`<a href="/journeys/maternity/stages/2">Tell a midwife</a>`, `href="/business-capabilities/book-appointments"`, "Gaps about it",
			`href="/journeys/maternity?hide=clocks&amp;trace=business-capability:book-appointments&amp;focus=business-capability:book-appointments"`,
			`aria-current="true"`,
		}},
		{"a stage tells its ways in", "/journeys/maternity?focus=stage:maternity/booking", 200, []string{"Stage 3 of 19", "Meet the midwife (In person)", `<span class="gap-mark">none</span>`}},
		{"a trace that is none is refused where it was chosen", "/journeys/maternity?trace=zebra", 400, []string{`<a href="#trace">There is nothing with the id`, "<svg"}},
		{"so is an area", "/journeys/maternity?area=organisation:zebra", 400, []string{`<a href="#area">There is no area`, "<svg"}},
		{"so is a group", "/journeys/maternity?group=zebra", 400, []string{`<a href="#group">No group of people`, "Choose among: Deaf person", "<svg"}},
		{"so are lanes", "/journeys/maternity?hide=zebra", 400, []string{`<a href="#hide">A map can leave out`, "<svg"}},
		{"so is what is looked at", "/journeys/maternity?focus=zebra", 400, []string{`<a href="#map">“zebra” is no id`, "<svg"}},
		{"even where it could be one", "/journeys/maternity?focus=service:zebra", 400, []string{`<a href="#map">There is nothing with the id`, "<svg"}},
		{"a file of nothing is refused", "/journeys/maternity.svg?trace=zebra", 400, []string{"There is nothing with the id"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(t, p, c.path)
			require.Equal(t, c.status, w.Code)
			for _, want := range c.want {
				require.Contains(t, w.Body.String(), want)
			}
		})
	}
}

func TestAMapThatIsNotNarrowedAsksNothingMore(t *testing.T) {
	w := get(t, site(t), "/journeys/asthma")
	require.Equal(t, http.StatusOK, w.Code)
	for _, more := range []string{"journey-trace", "journey-in-area", "/query/reach", `class="narrowed"`} {
		require.NotContains(t, w.Body.String(), more)
	}
}
