package diagram

// Colours, each with its contrast to white where it is used for text or for edges that carry meaning.
const (
	ink      = "#212b32" // 14.5
	grey     = "#4c6272" // 6.4
	pale     = "#f0f4f5"
	faint    = "#f8fafb"
	faded    = "#64717a" // 5.0, words of what is not traced
	rule     = "#d8dde0" // only separates, carries no meaning
	blue     = "#005eb8" // 6.4
	darkBlue = "#003087" // 11.9
	green    = "#007f3b" // 5.1
	red      = "#d5281b" // 5.1
	purple   = "#330072" // 15.6
	white    = "#ffffff"
	clear    = "transparent" // can be pointed at, unlike none
	sky      = "#e6eff8"
	skyEdge  = "#5a8fc4"
	ash      = "#76868f" // 3.8, for edges
	cloud    = "#c3ccd1" // hatch
	hatchRed = "#f2b8b3"

	ribbonOn    = "#b3cfe8" // edged in blue
	ribbonAside = "#c9d3da" // edged in grey

	gapHatch    = "url(#gap-hatch)"     // ground of what is missing
	noDataHatch = "url(#no-data-hatch)" // ground of what is not known
)

// tints colour organisations, the same kind alike on most maps. Their names stand on them, so that nothing is told by colour
// alone.
var tints = [...]struct{ fill, edge string }{
	{"#fde8cf", "#a8691c"}, {"#e9ebcf", "#767a2b"}, {"#e8def2", "#7c5aa6"}, {"#fbe0e6", "#b0506a"}, {"#d9e8d6", "#4f7f49"}, {"#d3ebee", "#2f7f8a"},
}
