package diagram

import (
	"bytes"
	"slices"

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

// layOut sets how wide columns are and how the sheet is printed.
func layOut(f *excelize.File, s sheet) error {
	for c := range s.rows[0] {
		longest, most := 8, 38
		if s.band != nil && c > 1 {
			most = 13 // cells of a matrix hold figures
		}
		for _, row := range s.rows {
			if c < len(row) {
				longest = max(longest, min(most, len([]rune(row[c]))+2))
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
	if err := f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	landscape, fit, many := "landscape", 1, 0
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &fit, FitToHeight: &many}); err != nil {
		return err
	}
	wide := true
	return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &wide})
}
