package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNamesInCapitalsBecomeReadable(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"BARTS HEALTH NHS TRUST", "Barts Health NHS Trust"},
		{"THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST", "The Newcastle upon Tyne Hospitals NHS Foundation Trust"},
		{"NHS STAFFORDSHIRE AND STOKE-ON-TRENT INTEGRATED CARE BOARD", "NHS Staffordshire and Stoke-on-Trent Integrated Care Board"},
		{"GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"},
		{"ROYAL BROMPTON & HAREFIELD NHS FOUNDATION TRUST", "Royal Brompton and Harefield NHS Foundation Trust"},
		{"ST. IVES", "St Ives"},
		{"\ufeffNHS\u00a0 DEVON  INTEGRATED CARE BOARD", "NHS Devon Integrated Care Board"},
		{"North East and Yorkshire", "North East and Yorkshire"},
	} {
		require.Equal(t, c.want, readable(c.in))
	}
}

func TestSpreadsheetErrorsCountAsMissing(t *testing.T) {
	require.Empty(t, clean(" #N/A "))
	require.Equal(t, "Midlands", withoutCode("Midlands (Y60)", "Y60"))
}

const (
	regionsFile = `[{"NHS_ENGLAND_REGION_CODE": "Y60", "NHS_ENGLAND_REGION_NAME": "Midlands (Y60)"}]`
	boardsFile  = "\ufeff" + `[{"ods_code": "QB1", "name": "NHS FIRST INTEGRATED CARE BOARD"}, {"ods_code": "QB2", "name": "NHS SECOND INTEGRATED CARE BOARD"}]`
	trustsFile  = `[
		{"ods_code": "RB", "trust_name": "BOTH AMBULANCE SERVICE NHS TRUST", "town": "DERBY", "country": "ENGLAND"},
		{"ods_code": "RA", "trust_name": "GONE NHS TRUST", "town": "LEEDS", "country": "ENGLAND"},
		{"ods_code": "7A", "trust_name": "WELSH HEALTH BOARD", "town": "BRECON", "country": "WALES"}]`
	rowsFile = `[
		{"NHS England Region": "Midlands (Y60)", "NHS England Region Code": "Y60", "ODS ICB Code": "QB1", "ODS Trust Code": "RB"},
		{"NHS England Region": "Midlands (Y60)", "NHS England Region Code": "Y60", "ODS ICB Code": "QB1", "ODS Trust Code": "RB"},
		{"NHS England Region": "Midlands", "NHS England Region Code": "Y60", "ODS ICB Code": "QB2", "ODS Trust Code": "RB"},
		{"NHS England Region": "Midlands", "NHS England Region Code": "Y60", "ODS ICB Code": "QB2", "ODS Trust Code": "\u00a0"}]`
)

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func TestPublishedListsBecomeTables(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	write(t, filepath.Join(from, "nhs-organisations", "nhs_england_regions.json"), regionsFile)
	write(t, filepath.Join(from, "nhs-organisations", "integrated_care_boards.json"), boardsFile)
	write(t, filepath.Join(from, "nhs-organisations", "trusts.json"), trustsFile)
	write(t, filepath.Join(from, "nhs-organisations", "integrated_care_boards_local_authorities.json"), rowsFile)
	write(t, filepath.Join(from, "nhs-application-capabilities", "standards_capabilities.csv"), "StandardId,CapabilityId\nS24,2\nS24,1\n")

	var log bytes.Buffer
	require.NoError(t, run(from, to, &log))

	for file, want := range map[string]string{
		"organisations/regions.csv": "id,name,description,odsCode,primaryRole,active,organisationType\n" +
			"organisation:Y60,Midlands,NHS England region.,Y60,RO209,true,organisation-type:nhs-england-region\n",
		"organisations/trusts.csv": "id,name,description,odsCode,primaryRole,active,organisationType\n" +
			"organisation:7A,Welsh Health Board,Welsh NHS body with its main address in Brecon.,7A,,true,organisation-type:welsh-nhs-body\n" +
			"organisation:RA,Gone NHS Trust,Former NHS trust with its main address in Leeds. It closed or became part of another trust.,RA,RO197,false,organisation-type:nhs-trust\n" +
			"organisation:RB,Both Ambulance Service NHS Trust,NHS trust with its main address in Derby.,RB,RO197,true,organisation-type:ambulance-trust\n",
		"organisations/in-geography-of.csv": "from,to\n" +
			"organisation:QB1,organisation:Y60\norganisation:QB2,organisation:Y60\norganisation:RB,organisation:QB1\norganisation:RB,organisation:QB2\n",
		"gp-it/applies-to.csv": "from,to\nstandard:gp-it/S24,application-capability:gp-it/1\nstandard:gp-it/S24,application-capability:gp-it/2\n",
	} {
		got, err := os.ReadFile(filepath.Join(to, file))
		require.NoError(t, err)
		require.Equal(t, want, string(got), file)
	}
	require.Contains(t, log.String(), "4 rows of the source became 4 links")
	require.Contains(t, log.String(), "1 trusts lie in more than one board")
	require.Contains(t, log.String(), "2 rows had a region's code inside its name")
}

func TestMissingListIsAnError(t *testing.T) {
	require.ErrorContains(t, run(t.TempDir(), t.TempDir(), &bytes.Buffer{}), "nhs_england_regions.json")
}
