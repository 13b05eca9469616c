package cli_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAdminTakesTheGraphBack(t *testing.T) {
	file, tokens := tokenFile(t)
	data := t.TempDir()
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--tokens", file)
	const everything = `{ journeys { nodes { name stages { id name services { id } } } } standards { totalCount } stages { nodes { id } } }`
	before := ask(t, address, everything)
	require.Equal(t, 200, sendAs(t, address, tokens["ed"], rename).status)
	require.Equal(t, 200, sendAs(t, address, tokens["ed"], `mutation { apply(changes: [{delete: "stage:asthma/review"}, {standard: {id: "standard:new", name: "New"}}]) { version } }`).status)
	require.NotEqual(t, before, ask(t, address, everything))

	const back = `mutation Undo { revert(toVersion: 2, message: "too soon") { version created updated deleted } }`
	require.Equal(t, 403, sendAs(t, address, tokens["ed"], back).status, "an editor does not")
	require.Equal(t, "CONFLICT", sendAs(t, address, tokens["ada"], `mutation { revert(toVersion: 2, expectedVersion: 3) { version } }`).code(t))
	require.Equal(t, "NOT_FOUND", sendAs(t, address, tokens["ada"], `mutation { revert(toVersion: 9) { version } }`).code(t))
	dry := sendAs(t, address, tokens["ada"], `mutation { revert(toVersion: 2, expectedVersion: 4, dryRun: true) { version dryRun deleted } }`)
	require.JSONEq(t, `{"data":{"revert":{"version":4,"dryRun":true,"deleted":1}}}`, dry.text)
	require.JSONEq(t, `{"data":{"revert":{"version":5,"created":3,"updated":1,"deleted":1}}}`, sendAs(t, address, tokens["ada"], back).text)
	require.Equal(t, before, ask(t, address, everything))
	require.JSONEq(t, `{"data":{"revert":{"version":6}}}`, sendAs(t, address, tokens["ada"], `mutation { revert(toVersion: 4) { version } }`).text, "going back can be taken back")
	stop()

	got := run(t, nil, "{ changes(afterVersion: 4) { steps { version by operation message } } }", "query", "-", "--data", data, "-o", "json")
	var told struct {
		Changes struct {
			Steps []struct{ By, Operation, Message string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &told), got.out)
	require.Equal(t, "ada revert Undo too soon", told.Changes.Steps[0].By+" "+told.Changes.Steps[0].Operation+" "+told.Changes.Steps[0].Message)
}
