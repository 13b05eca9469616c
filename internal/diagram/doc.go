// Package diagram draws journeys. A View names the question of the library it asks; its answer is read into a Picture (a
// *Journey as map, a *Matrix, a *Flow, or a *Comparison of two journeys), laid out once into a Scene of boxes, paths and texts at whole coordinates, and
// written in one of the formats. Text formats and tables are written from the same Picture. The same answer always gives
// the same bytes. The package asks no questions itself and knows no web pages.
//
// A page asks View.Question, reads the answer with View.Read and puts Draw(picture, Links{...}).SVG() inside itself:
// Links say where parts of the picture lead, and Links.Bare leaves out the title, which the page has already. Files of a
// page are Write(picture, format), for every format of FormatsOf(view), and are the same bytes as those of the command
// line. Compare(first, second) lays two journeys over each other and is drawn and written in the same way. Sheets gives the scenes for printing, each with title and key.
package diagram
