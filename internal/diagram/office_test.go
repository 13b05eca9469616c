package diagram_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/carejourney/carejourney/internal/diagram"
)

// unpack reads the files of a package and checks that every one is XML and that every relation leads to a file.
func unpack(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	files := map[string]string{}
	for _, f := range archive.File {
		require.NotContains(t, files, f.Name, "twice in the archive")
		require.True(t, f.Modified.IsZero() || f.Modified.Year() <= 1980, "%s has a time: %s", f.Name, f.Modified)
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		files[f.Name] = string(text)
	}
	for name, text := range files {
		decoder := xml.NewDecoder(strings.NewReader(text))
		for {
			_, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err, name)
		}
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		var relations struct {
			Relationship []struct {
				ID     string `xml:"Id,attr"`
				Target string `xml:"Target,attr"`
			}
		}
		require.NoError(t, xml.Unmarshal([]byte(text), &relations))
		for _, r := range relations.Relationship {
			target := path.Join(path.Dir(path.Dir(name)), r.Target)
			if strings.HasPrefix(r.Target, "/") {
				target = r.Target[1:]
			}
			require.Contains(t, files, target, "%s leads to %s", name, r.Target)
		}
	}
	return files
}

// slides are the parts of slides that a reader of the format needs.
type slides struct {
	Shapes []struct {
		Properties struct {
			ID int `xml:"id,attr"`
		} `xml:"nvSpPr>cNvPr"`
		Placeholder *struct {
			Type string `xml:"type,attr"`
		} `xml:"nvSpPr>nvPr>ph"`
		Words []string `xml:"txBody>p>r>t"`
	} `xml:"cSld>spTree>sp"`
}

func TestAPresentationIsSoundAndSaysWhatThePictureSays(t *testing.T) {
	for _, view := range diagram.Views() {
		p := picture(t, view.Name, "journey:maternity", diagram.Options{})
		data, _, err := diagram.Write(p, "pptx")
		require.NoError(t, err)
		again, _, err := diagram.Write(picture(t, view.Name, "journey:maternity", diagram.Options{}), "pptx")
		require.NoError(t, err)
		require.True(t, bytes.Equal(data, again), "the same picture gives the same bytes")
		files := unpack(t, data)
		count := 0
		var said strings.Builder
		for name, text := range files {
			if !strings.HasPrefix(name, "ppt/slides/slide") {
				continue
			}
			count++
			require.Contains(t, files["[Content_Types].xml"], `"/`+name+`"`)
			require.Contains(t, files, strings.Replace(name, "slides/slide", "notesSlides/notesSlide", 1))
			var s slides
			require.NoError(t, xml.Unmarshal([]byte(text), &s))
			seen, titles := map[int]bool{}, 0
			for _, shape := range s.Shapes {
				require.False(t, seen[shape.Properties.ID], "%s: an id is there twice", name)
				seen[shape.Properties.ID] = true
				if shape.Placeholder != nil {
					titles++
				}
				said.WriteString(strings.Join(shape.Words, " ") + "\n")
			}
			require.Equal(t, 1, titles, "%s has one title", name)
		}
		require.Greater(t, count, 1, "parts of a long journey have slides of their own")
		for _, words := range []string{"Key", "Having a baby", "Illustrative content", "Help with"} {
			require.Contains(t, said.String(), words)
		}
		require.Contains(t, files["docProps/core.xml"], view.Question)
		require.Contains(t, files["ppt/notesSlides/notesSlide1.xml"], view.Question)
	}
}

func TestAWorkbookIsSoundAndKeepsTextsAsTexts(t *testing.T) {
	for _, view := range diagram.Views() {
		data, _, err := diagram.Write(picture(t, view.Name, "journey:maternity", diagram.Options{}), "xlsx")
		require.NoError(t, err)
		for range 5 {
			again, _, err := diagram.Write(picture(t, view.Name, "journey:maternity", diagram.Options{}), "xlsx")
			require.NoError(t, err)
			require.True(t, bytes.Equal(data, again), "the same picture gives the same bytes")
		}
		unpack(t, data)
		f, err := excelize.OpenReader(bytes.NewReader(data))
		require.NoError(t, err)
		names := f.GetSheetList()
		require.Equal(t, "About", names[len(names)-1])
		question, err := f.GetCellValue("About", "B5")
		require.NoError(t, err)
		require.Equal(t, view.Question, question)
		for _, sheet := range names {
			page, err := f.GetPageLayout(sheet)
			require.NoError(t, err)
			require.Equal(t, 9, *page.Size, "%s is printed on A4", sheet)
			foot, err := f.GetHeaderFooter(sheet)
			require.NoError(t, err)
			require.Contains(t, foot.OddFooter, "Page &P of &N")
		}
		require.Len(t, f.GetDefinedName(), len(names), "every sheet repeats its headings on further pages")
		require.NoError(t, f.Close())
	}
}

func TestAWorkbookOfANarrowedMapSaysWhatItWasNarrowedTo(t *testing.T) {
	about := func(o diagram.Options) map[string]string {
		data, _, err := diagram.Write(narrowed(t, "journey:maternity", o), "xlsx")
		require.NoError(t, err)
		f, err := excelize.OpenReader(bytes.NewReader(data))
		require.NoError(t, err)
		defer func() { require.NoError(t, f.Close()) }()
		rows, err := f.GetRows("About")
		require.NoError(t, err)
		said := map[string]string{}
		for _, row := range rows {
			require.Len(t, row, 2)
			said[row[0]] = row[1]
		}
		return said
	}
	require.NotContains(t, about(diagram.Options{}), "Narrowed to")
	said := about(diagram.Options{Area: "organisation:Y63", Group: "deaf-person", Trace: "standard:snomed-ct"})
	require.Equal(t, "area=organisation:Y63 group=deaf-person trace=standard:snomed-ct", said["Narrowed to"])
	require.Equal(t, "Having a baby in North East and Yorkshire", said["Title"])
}

func TestHostileNamesStayNamesInOfficeFiles(t *testing.T) {
	for seed := range uint64(10) {
		j := random(rand.New(rand.NewPCG(seed, 5)), 8)
		j.Name = hostile[seed%uint64(len(hostile))]
		for _, format := range []string{"pptx", "xlsx"} {
			data, _, err := diagram.Write(j, format)
			require.NoError(t, err)
			for name, text := range unpack(t, data) {
				require.NotContains(t, text, "<script", name)
				require.NotContains(t, text, "<f>", "%s: a text became a formula", name)
			}
		}
	}
}

var (
	printedFont  = regexp.MustCompile(`/BaseFont/(?:[A-Z]+\+)?([A-Za-z-]+)`)
	printedSheet = regexp.MustCompile(`/MediaBox *\[0 0 ([0-9.]+) ([0-9.]+)\]`)
)

// TestOfficeProgramsOpenTheFiles lets LibreOffice, where it is installed, read the files and print them: as many slides as there are, wide
// ones, and workbooks on A4, with words in the one font that widths were measured for.
func TestOfficeProgramsOpenTheFiles(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED: LibreOffice is not installed, so no office program has printed the presentation and the workbook")
	}
	folder := t.TempDir()
	for _, view := range diagram.Views() {
		for _, format := range []string{"pptx", "xlsx"} {
			data, _, err := diagram.Write(picture(t, view.Name, "journey:neonatal-care", diagram.Options{}), format)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(folder, view.Name+"-"+format+"."+format), data, 0o600))
		}
	}
	found, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	arguments := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", folder}, found...)
	output, err := exec.CommandContext(t.Context(), office, arguments...).CombinedOutput()
	require.NoError(t, err, string(output))
	for _, name := range found {
		pdf, err := os.ReadFile(strings.TrimSuffix(name, filepath.Ext(name)) + ".pdf")
		require.NoError(t, err, string(output))
		require.True(t, bytes.HasPrefix(pdf, []byte("%PDF")))
		sheets := printedSheet.FindAllSubmatch(pdf, -1)
		require.NotEmpty(t, sheets, name)
		if !strings.HasSuffix(name, ".pptx") {
			for _, sheet := range sheets {
				width, err := strconv.ParseFloat(string(sheet[1]), 64)
				require.NoError(t, err)
				require.InDelta(t, 842, width, 2, "%s is on A4, wide side down", name)
			}
			continue
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		slides := 0
		for file := range unpack(t, data) {
			if strings.HasPrefix(file, "ppt/slides/slide") {
				slides++
			}
		}
		require.Contains(t, string(pdf), fmt.Sprintf("/Count %d", slides), "%s has another number of slides", name)
		for _, font := range printedFont.FindAllSubmatch(pdf, -1) {
			require.Regexp(t, "^(LiberationSans|Arial)", string(font[1]), name)
		}
	}
}
