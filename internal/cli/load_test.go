package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// named gives the text of a folder of its own, about another condition.
func named(text, set, condition string) string {
	return strings.NewReplacer("model-set:test", set, "asthma", condition).Replace(text)
}

func TestALoadBringsOneSetInStepAndLeavesTheRest(t *testing.T) {
	data, dir := t.TempDir(), asthmaFolder(t)
	other := folder(t, map[string]string{"model.yaml": named(manifest, "model-set:other", ""), "b.yaml": named(asthma, "", "hay-fever")})
	require.Equal(t, 0, run(t, nil, "", "load", dir, "--data", data).code)
	require.Equal(t, 0, run(t, nil, "", "load", other, "--data", data).code)
	byHand := edit(t, data, `apiVersion: carejourney/v1
kind: Standard
metadata: { id: standard:by-hand, name: By hand }
`)
	require.Equal(t, 0, byHand.code, byHand.err)

	// The review goes with its two relationships, the first contact has another name, and there is a plan.
	changed := strings.NewReplacer("Ask for help", "Call for help", "stage:asthma/review", "stage:asthma/plan", "Yearly review", "Plan").Replace(asthma)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(changed), 0o600))
	const effects = `- stage:asthma/review
~ stage:asthma/contact
+ stage:asthma/plan
`
	dry := run(t, nil, "", "load", dir, "--data", data, "--dry-run")
	require.Equal(t, 0, dry.code, dry.err)
	require.Contains(t, dry.out, "Would be 3 created, 1 changed, 3 deleted (nodes and relationships). Nothing was changed: the graph stays at version 4.\n")
	for line := range strings.Lines(effects) {
		require.Contains(t, dry.out, line)
	}
	done := run(t, nil, "", "load", dir, "--data", data)
	require.Contains(t, done.out, "3 created, 1 changed, 3 deleted (nodes and relationships). The graph is at version 5.\n")
	require.Equal(t, "id\nstage:asthma/contact\nstage:asthma/plan\nstage:hay-fever/contact\nstage:hay-fever/review\n", asked(t, data, `{ stages(orderBy: [{id: ASC}]) { nodes { id } } }`))
	require.Contains(t, asked(t, data, `{ standards { nodes { id } } }`), "standard:by-hand")
	require.Equal(t, "Nothing to change: the graph stays at version 5.\n", run(t, nil, "", "load", dir, "--data", data).out)
}

func TestALoadThatWouldTouchAnotherSetIsRefusedWithThePlace(t *testing.T) {
	data, dir := t.TempDir(), asthmaFolder(t)
	require.Equal(t, 0, run(t, nil, "", "load", dir, "--data", data).code)
	same := folder(t, map[string]string{"model.yaml": named(manifest, "model-set:other", ""), "b.yaml": asthma})
	got := run(t, nil, "", "load", same, "--data", data)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "b.yaml:3:17: journey:asthma belongs to model-set:test (other-set). Leave it out here")
	require.Contains(t, asked(t, data, `{ version }`), "version,2")
}

// edit runs a file of changes on a graph that is kept.
func edit(t *testing.T, data, text string, flags ...string) result {
	t.Helper()
	file := filepath.Join(t.TempDir(), "edit.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return run(t, nil, "", append([]string{"edit", file, "--data", data}, flags...)...)
}

const smallEdit = `apiVersion: carejourney/v1
kind: ChangeSet
metadata: { name: Reviews are over }
spec:
  expectedVersion: 2
  delete: [stage:asthma/review]
---
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:asthma, name: Asthma }
`

func TestAnEditIsMadeWholeOrNotAtAll(t *testing.T) {
	data := t.TempDir()
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--data", data).code)
	dry := edit(t, data, smallEdit, "--dry-run")
	require.Equal(t, 0, dry.code, dry.err)
	require.Contains(t, dry.out, "~ journey:asthma\n")
	require.Contains(t, dry.out, "- stage:asthma/review\n")
	require.Contains(t, dry.out, "Would be 0 created, 1 changed, 3 deleted")

	broken := edit(t, data, strings.Replace(smallEdit, "name: Asthma", "name: Call 943 476 5919", 1))
	require.Equal(t, 1, broken.code)
	require.Contains(t, broken.err, "edit.yaml:10:39:")
	require.Contains(t, broken.err, "(nhs-number)")
	require.Contains(t, asked(t, data, `{ version }`), "version,2")

	require.Contains(t, edit(t, data, smallEdit).out, "The graph is at version 3.")
	require.Contains(t, asked(t, data, `{ journey(id: "journey:asthma") { name journeyKind stages { id } } }`), "stage:asthma/contact")
	again := edit(t, data, smallEdit)
	require.Equal(t, 1, again.code)
	require.Contains(t, again.err, "the graph is at version 3, not 2")
}

func TestAnEditOfAnythingThatIsNoFileIsSaidSo(t *testing.T) {
	got := run(t, nil, "", "edit", filepath.Join(t.TempDir(), "none.yaml"), "--data", t.TempDir())
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "cannot read the model files")
}
