package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// lists are the published lists of organisations.
type lists struct {
	regions []region
	boards  []board
	trusts  []trust
	rows    []row
}

type region struct {
	Code string `json:"NHS_ENGLAND_REGION_CODE"`
	Name string `json:"NHS_ENGLAND_REGION_NAME"`
}

type board struct {
	Code string `json:"ods_code"`
	Name string `json:"name"`
}

type trust struct {
	Code    string `json:"ods_code"`
	Name    string `json:"trust_name"`
	Town    string `json:"town"`
	Country string `json:"country"`
}

// row says that a trust belongs to a board and the board to a region. It also names a local authority, which is not
// taken over: most rows have none.
type row struct {
	Region     string `json:"NHS England Region Code"`
	RegionName string `json:"NHS England Region"`
	Board      string `json:"ODS ICB Code"`
	Trust      string `json:"ODS Trust Code"`
}

func readLists(dir string) (lists, error) {
	var l lists
	for _, f := range []struct {
		name string
		into any
	}{
		{"nhs_england_regions.json", &l.regions},
		{"integrated_care_boards.json", &l.boards},
		{"trusts.json", &l.trusts},
		{"integrated_care_boards_local_authorities.json", &l.rows},
	} {
		text, err := os.ReadFile(filepath.Join(dir, f.name))
		if err != nil {
			return l, err
		}
		if err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), f.into); err != nil {
			return l, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return l, nil
}

// organisationTables gives a table for each kind of organisation and one for the links between them.
func organisationTables(l lists) []table {
	links := geography(l)
	linked := map[string]bool{}
	for _, link := range links.rows {
		linked[link[0]] = true
	}
	return []table{regionTable(l), boardTable(l), trustTable(l, linked), links}
}

func organisationID(code string) string { return "organisation:" + clean(code) }

var organisationHeader = []string{"id", "name", "description", "odsCode", "primaryRole", "active", "organisationType"}

func regionTable(l lists) table {
	t := table{file: "organisations/regions.csv", header: organisationHeader}
	for _, r := range l.regions {
		name := readable(withoutCode(clean(r.Name), r.Code))
		t.rows = append(t.rows, []string{
			organisationID(r.Code), name, "NHS England region.", clean(r.Code), "RO209", "true", "organisation-type:nhs-england-region",
		})
	}
	return t.sorted()
}

func boardTable(l lists) table {
	t := table{file: "organisations/integrated-care-boards.csv", header: organisationHeader}
	for _, b := range l.boards {
		t.rows = append(t.rows, []string{
			organisationID(b.Code), readable(b.Name), "Plans and pays for NHS care in its area.", clean(b.Code), "RO261", "true",
			"organisation-type:integrated-care-board",
		})
	}
	return t.sorted()
}

func trustTable(l lists, linked map[string]bool) table {
	t := table{file: "organisations/trusts.csv", header: organisationHeader}
	closed := 0
	for _, r := range l.trusts {
		place := "its main address in " + readable(r.Town) + "."
		line := []string{organisationID(r.Code), readable(r.Name), "NHS trust with " + place, clean(r.Code), "RO197", "true", trustType(r.Name)}
		switch {
		case clean(r.Country) != "ENGLAND":
			// The list of trusts has a few Welsh bodies, one of them a health board and not a trust.
			line[2], line[4], line[6] = "Welsh NHS body with "+place, "", "organisation-type:welsh-nhs-body"
		case !linked[line[0]]:
			// Those the source links to no board are trusts that have closed or merged, still in its list.
			closed++
			line[2], line[5] = "Former NHS trust with "+place+" It closed or became part of another trust.", "false"
		}
		t.rows = append(t.rows, line)
	}
	t.notes = append(t.notes, fmt.Sprintf("%d English trusts without a board are kept as no longer open", closed))
	return t.sorted()
}

// trustType tells ambulance trusts from the others by their name, as the list has no types.
func trustType(name string) string {
	if strings.Contains(strings.ToLower(name), "ambulance") {
		return "organisation-type:ambulance-trust"
	}
	return "organisation-type:nhs-trust"
}

// geography gives RE5, "is located in the geography of": trust to board and board to region. A trust may lie in several.
func geography(l lists) table {
	t := table{file: "organisations/in-geography-of.csv", header: []string{"from", "to"}}
	boards, bracketed := map[string]int{}, 0
	for _, r := range l.rows {
		if withoutCode(clean(r.RegionName), r.Region) != clean(r.RegionName) {
			bracketed++
		}
		if t.link(r.Trust, r.Board) {
			boards[clean(r.Trust)]++
		}
		t.link(r.Board, r.Region)
	}
	several := 0
	for _, n := range boards {
		if n > 1 {
			several++
		}
	}
	t.notes = append(t.notes,
		fmt.Sprintf("%d rows of the source became %d links, each once", len(l.rows), len(t.rows)),
		fmt.Sprintf("%d trusts lie in more than one board", several),
		fmt.Sprintf("%d rows had a region's code inside its name", bracketed))
	return t.sorted()
}

// link adds a link unless it is there or an end is missing, and reports whether it did.
func (t *table) link(from, to string) bool {
	if clean(from) == "" || clean(to) == "" {
		return false
	}
	link := []string{organisationID(from), organisationID(to)}
	if slices.ContainsFunc(t.rows, func(r []string) bool { return slices.Equal(r, link) }) {
		return false
	}
	t.rows = append(t.rows, link)
	return true
}

// sorted orders the rows by their cells, so that a new list gives a readable difference.
func (t table) sorted() table {
	slices.SortFunc(t.rows, slices.Compare)
	return t
}
