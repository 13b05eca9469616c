package diagram

import (
	"bytes"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// xlsx writes the tables of a picture as a workbook, with a last sheet that says what it shows and where it comes from.
func xlsx(p Picture) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is kept on disk
	a := p.About()
	if err := f.SetDocProps(&excelize.DocProperties{Title: visible(a.Title), Description: visible(a.Status), Subject: visible(a.source()), Creator: "Carejourney"}); err != nil {
		return nil, err
	}
	list := p.tables()
	slices.Reverse(list) // the one with everything is last
	list = append(list, sheet{name: "About", rows: aboutRows(a)})
	for i, s := range list {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			return nil, err
		}
		if err := fillSheet(f, s); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// aboutRows says what a workbook shows.
func aboutRows(a About) [][]string {
	rows := [][]string{
		{"What", "Value"},
		{"Title", a.Title},
		{"View", a.View},
		{"Status", a.Status},
		{"Question of the library", a.Question},
		{"Variables", a.Variables},
	}
	if a.Filters != "" {
		rows = append(rows, []string{"Narrowed to", a.Filters})
	}
	return append(rows, []string{"Renderer", a.Renderer})
}

// fillSheet writes a table: headings bold and kept in sight, words wrapped, bands of a matrix coloured.
func fillSheet(f *excelize.File, s sheet) error {
	edge := []excelize.Border{{Type: "left", Color: rule, Style: 1}, {Type: "right", Color: rule, Style: 1}, {Type: "top", Color: rule, Style: 1}, {Type: "bottom", Color: rule, Style: 1}}
	style := func(fill, words string, bold bool) (int, error) {
		return f.NewStyle(&excelize.Style{
			Font: &excelize.Font{Family: "Arial", Size: 10, Bold: bold, Color: words}, Border: edge,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		})
	}
	head, err := style(darkBlue, white, true)
	if err != nil {
		return err
	}
	var bands [4]int
	for i, look := range bandFills {
		if bands[i], err = style(look.fill, look.words, false); err != nil {
			return err
		}
	}
	for r, row := range s.rows {
		for c, text := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			// A text is kept as text: a workbook never takes it for a formula.
			if err := f.SetCellStr(s.name, cell, visible(text)); err != nil {
				return err
			}
			look := bands[0]
			if r == 0 {
				look = head
			} else if s.band != nil {
				look = bands[s.band(r, c)]
			}
			if err := f.SetCellStyle(s.name, cell, cell, look); err != nil {
				return err
			}
		}
	}
	return layOut(f, s)
}

// onePage is how wide columns may be together, in letters, to be read on one printed page.
const onePage = 160

// lineHeight is how high a line of words is in a workbook, in points.
const lineHeight = 13.5

// linesIn is how many lines a text takes up where so many letters stand on one: not every program finds that out by itself.
// Letters are narrower than the figures that columns are measured in.
func linesIn(text string, width int) int {
	lines, at := 1, 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		if at > 0 && at+1+n > width {
			lines, at = lines+1, 0
		} else if at > 0 {
			at++
		}
		at += n
		lines, at = lines+(at-1)/width, (at-1)%width+1
	}
	return lines
}

// layOut sets how wide columns are and how the sheet is printed: on A4, as many pages side by side as let the words be read, with
// the first row and the first two columns on each.
func layOut(f *excelize.File, s sheet) error {
	wide, lines := 0, make([]int, len(s.rows))
	for c := range s.rows[0] {
		longest, most := 8, 38
		if s.band != nil && c > 2 {
			most = 13 // cells of a matrix hold figures
		} else if slices.ContainsFunc(s.rows, func(row []string) bool { return c < len(row) && len(row[c]) > 4*most }) {
			most = 60 // long lists
		}
		for _, row := range s.rows {
			if c < len(row) {
				longest = max(longest, min(most, len([]rune(row[c]))+2))
			}
		}
		wide += longest
		for r, row := range s.rows {
			if c < len(row) {
				lines[r] = max(lines[r], linesIn(row[c], longest*9/8))
			}
		}
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.name, name, name, float64(longest)); err != nil {
			return err
		}
	}
	for r, n := range lines {
		if err := f.SetRowHeight(s.name, r+1, min(lineHeight*float64(max(1, n)), excelize.MaxRowHeight)); err != nil {
			return err
		}
	}
	if err := f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	landscape, a4, across, down := "landscape", 9, (wide+onePage-1)/onePage, 0
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &across, FitToHeight: &down}); err != nil {
		return err
	}
	repeated := "'" + s.name + "'!$1:$1"
	if across > 1 {
		repeated = "'" + s.name + "'!$A:$B," + repeated
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeated, Scope: s.name}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"}); err != nil {
		return err
	}
	fit := true
	return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit})
}
