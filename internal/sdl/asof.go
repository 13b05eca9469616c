package sdl

// asOfDirective is written as it stands, like gapDirective.
const asOfDirective = `"""
Reads the graph as it was at an earlier version. The whole operation is answered from it. NOT_FOUND where there is no such
version, or where the server has no record that goes back so far.
"""
directive @asOf(version: Int!) on QUERY

`

// past writes what lets an operation be asked of an earlier version.
func (d *document) past() { d.text.WriteString(asOfDirective) }
