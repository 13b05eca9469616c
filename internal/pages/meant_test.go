package pages_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhereAnIdIsAskedForWordsWillDo(t *testing.T) {
	p := shippedSite(t)
	tests := []struct {
		name, path string
		status     int
		want, not  []string
	}{
		{
			"what goes may be named in words", "/what-if?remove=maternity+record&remove=application:example/imaging-store", http.StatusOK,
			[]string{"Which “maternity record” do you mean?", "remove=application%3Aexample%2Fimaging-store&amp;remove=application%3Aexample%2Fmaternity-record-a", "What would be lost"},
			[]string{"There is a problem", "Information object</strong>"},
		},
		{"applications are offered to begin with", "/what-if", http.StatusOK, []string{"Take away an application", "/what-if?remove=application%3aexample%2fmaternity-record-a"}, nil},
		{"words that nothing has are told back", "/what-if?remove=zebra", http.StatusBadRequest, []string{"Nothing that could go is called “zebra”."}, []string{"do you mean?"}},
		{
			"what is explored may be named in words", "/explore?node=booking+visit&depth=2", http.StatusOK,
			[]string{"Which “booking visit” do you mean?", "/explore?depth=2&amp;node=stage:maternity/booking"},
			[]string{"is no id"},
		},
		{
			"where a way leads may be named in words", "/explore?node=journey:maternity&to=SNOMED", http.StatusOK,
			[]string{"Which “SNOMED” do you mean?", "/explore?node=journey:maternity&amp;to=standard:snomed-ct"},
			[]string{"is no id"},
		},
		{"something else that is wrong is still said", "/explore?node=booking+visit&depth=9", http.StatusBadRequest, []string{"Which “booking visit” do you mean?", "Steps can be 1 to 3"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, p, tt.path)
			require.Equal(t, tt.status, w.Code)
			for _, want := range tt.want {
				require.Contains(t, w.Body.String(), want)
			}
			for _, not := range tt.not {
				require.NotContains(t, w.Body.String(), not)
			}
		})
	}
}

func TestQuestionsStandUnderThoseWhoAskThem(t *testing.T) {
	body := get(t, shippedSite(t), "/query").Body.String()
	require.Regexp(t, `(?s)id="designers".*?/query/stage".*?id="teams".*?/query/nhs-app-reach".*?id="analysts".*?/query/orphans".*?id="architects".*?/query/suppliers"`, body)
	require.Regexp(t, `(?s)id="architects".*?id="everybody".*?/query/journeys"`, body)
}

func TestASearchHasJourneysFirst(t *testing.T) {
	p := shippedSite(t)
	require.Regexp(t, `(?s)<h2>Journeys</h2>.*href="/journeys/maternity">Having a baby</a>.*<h2>Everything with these words</h2>.*Apart from the baby`, get(t, p, "/search?q=baby").Body.String())
	for _, path := range []string{"/search?q=baby&kind=Stage", "/search?q=radiology"} {
		require.NotContains(t, get(t, p, path).Body.String(), "<h2>Journeys</h2>", path)
	}
}

func TestAListThatIsThereAlreadyIsNotGivenTwice(t *testing.T) {
	body := get(t, shippedSite(t), "/business-capabilities/book-appointments").Body.String()
	require.Regexp(t, `(?s)id="journeysTouched">.{0,200}<p>The same 8 as under <a href="#journeys">Journeys</a>.</p>`, body)
	require.Regexp(t, `(?s)id="journeys">.{0,300}href="/journeys/breast-screening"`, body)
}
