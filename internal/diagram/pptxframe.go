package diagram

import (
	"fmt"
	"strconv"
	"strings"
)

// What every presentation needs around its slides.
const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	office     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	pptxSpaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + office +
		`" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	emptyGroup = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>` +
		`<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>`
	colorMap = `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" ` +
		`accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`
	whiteGround  = `<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>`
	presentation = "application/vnd.openxmlformats-officedocument.presentationml."
)

// pptxFrame gives everything around so many slides: contents, properties, master, layout, notes and theme.
func pptxFrame(slides int, a About) []packed {
	titleShape := func(position string) string {
		return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>` +
			position + `</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>`
	}
	titlePlace := fmt.Sprintf(`<a:xfrm><a:off x="400000" y="200000"/><a:ext cx="%d" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`, slideWidth-800000)
	var list, links []string
	for i := range slides {
		list = append(list, fmt.Sprintf(`<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i+4))
		links = append(links, "slide", "slides/slide"+strconv.Itoa(i+1)+".xml")
	}
	return []packed{
		{"[Content_Types].xml", contentTypes(slides)},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + office + `/officeDocument" Target="ppt/presentation.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`<Relationship Id="rId3" Type="` + office + `/extended-properties" Target="docProps/app.xml"/></Relationships>`},
		{"docProps/core.xml", coreProperties(a)},
		{"docProps/app.xml", xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Carejourney</Application></Properties>`},
		{"ppt/presentation.xml", xmlHead + `<p:presentation ` + pptxSpaces + `><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>` +
			`<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>` + strings.Join(list, "") +
			fmt.Sprintf(`</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`, slideWidth, slideHeight)},
		{"ppt/_rels/presentation.xml.rels", relations(append([]string{
			"slideMaster", "slideMasters/slideMaster1.xml", "notesMaster", "notesMasters/notesMaster1.xml", "theme", "theme/theme1.xml",
		}, links...)...)},
		{"ppt/slideMasters/slideMaster1.xml", xmlHead + `<p:sldMaster ` + pptxSpaces + `><p:cSld>` + whiteGround + `<p:spTree>` + emptyGroup + titleShape(titlePlace) +
			`</p:spTree></p:cSld>` + colorMap + `<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>` +
			`<p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz="2000" b="1"/></a:lvl1pPr></p:titleStyle><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>`},
		{"ppt/slideMasters/_rels/slideMaster1.xml.rels", relations("slideLayout", "../slideLayouts/slideLayout1.xml", "theme", "../theme/theme1.xml")},
		{"ppt/slideLayouts/slideLayout1.xml", xmlHead + `<p:sldLayout ` + pptxSpaces + ` type="titleOnly" preserve="1"><p:cSld name="Title only"><p:spTree>` + emptyGroup +
			titleShape("") + `</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`},
		{"ppt/slideLayouts/_rels/slideLayout1.xml.rels", relations("slideMaster", "../slideMasters/slideMaster1.xml")},
		{"ppt/notesMasters/notesMaster1.xml", xmlHead + `<p:notesMaster ` + pptxSpaces + `><p:cSld>` + whiteGround + `<p:spTree>` + emptyGroup +
			`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>` +
			`<p:spPr><a:xfrm><a:off x="685800" y="1143000"/><a:ext cx="5486400" cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>` +
			`<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>` +
			`<p:spPr><a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="3600450"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>` +
			`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp></p:spTree></p:cSld>` + colorMap + `</p:notesMaster>`},
		{"ppt/notesMasters/_rels/notesMaster1.xml.rels", relations("theme", "../theme/theme2.xml")},
		{"ppt/theme/theme1.xml", theme()},
		{"ppt/theme/theme2.xml", theme()},
	}
}

// relations names other files of the package by kind and place, in pairs.
func relations(pairs ...string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i/2+1, office, pairs[i], pairs[i+1])
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func contentTypes(slides int) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	add := func(name, kind string) {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s+xml"/>`, name, kind)
	}
	add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties")
	add("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties")
	add("ppt/presentation.xml", presentation+"presentation.main")
	add("ppt/slideMasters/slideMaster1.xml", presentation+"slideMaster")
	add("ppt/slideLayouts/slideLayout1.xml", presentation+"slideLayout")
	add("ppt/notesMasters/notesMaster1.xml", presentation+"notesMaster")
	add("ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme")
	add("ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme")
	for i := range slides {
		add("ppt/slides/slide"+strconv.Itoa(i+1)+".xml", presentation+"slide")
		add("ppt/notesSlides/notesSlide"+strconv.Itoa(i+1)+".xml", presentation+"notesSlide")
	}
	b.WriteString(`</Types>`)
	return b.String()
}

// coreProperties keep what the picture shows and where it comes from.
func coreProperties(a About) string {
	w := &svg{}
	w.raw(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	w.element("dc:title", a.Title)
	w.element("dc:subject", a.source())
	w.element("dc:creator", "Carejourney, renderer "+a.Renderer)
	w.element("dc:description", a.Status)
	w.raw(`</cp:coreProperties>`)
	return string(w.out)
}

// theme gives the colours and fonts that shapes get which people add themselves.
func theme() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Carejourney"><a:themeElements><a:clrScheme name="Carejourney">`)
	for _, c := range [][2]string{
		{"dk1", ink},
		{"lt1", white},
		{"dk2", darkBlue},
		{"lt2", pale},
		{"accent1", blue},
		{"accent2", green},
		{"accent3", red},
		{"accent4", purple},
		{"accent5", ash},
		{"accent6", grey},
		{"hlink", blue},
		{"folHlink", purple},
	} {
		fmt.Fprintf(&b, `<a:%s><a:srgbClr val="%s"/></a:%s>`, c[0], strings.ToUpper(c[1][1:]), c[0])
	}
	b.WriteString(`</a:clrScheme><a:fontScheme name="Arial"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>` +
		`<a:minorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Plain">`)
	fill := `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	line := `<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`
	effect := `<a:effectStyle><a:effectLst/></a:effectStyle>`
	for _, l := range [][2]string{{"fillStyleLst", fill}, {"lnStyleLst", line}, {"effectStyleLst", effect}, {"bgFillStyleLst", fill}} {
		fmt.Fprintf(&b, `<a:%s>%s</a:%s>`, l[0], strings.Repeat(l[1], 3), l[0])
	}
	b.WriteString(`</a:fmtScheme></a:themeElements></a:theme>`)
	return b.String()
}
