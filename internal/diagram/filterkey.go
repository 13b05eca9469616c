package diagram

// filterEntries are the lines of the key for what a map was narrowed to.
func (j *Journey) filterEntries(show extent) []entry {
	var list []entry
	thin := func(d *drawing, x, y int) {
		d.rect(Area{x, y - 8, 26, 17}, 4, Paint{Fill: white, Stroke: ash, Width: 1})
	}
	if j.Area != nil {
		list = append(list, entry{"only what is in " + j.Area.Name, -1, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 8, 26, 17}, 4, Paint{Fill: sky, Stroke: skyEdge, Width: 1})
		}})
	}
	if g := j.Going; g != nil {
		closed, contacts := len(g.Closed), g.contacts
		if !show.person() {
			contacts = 0
		}
		list = append(list,
			entry{"stage closed to " + g.Name, closed, func(d *drawing, x, y int) {
				d.rect(Area{x, y - 8, 26, 17}, 3, Paint{Fill: white, Stroke: red, Width: 2, Dash: "3 2"})
				d.cross(x+13, y, 3)
			}},
			entry{"contact they cannot use", contacts, func(d *drawing, x, y int) {
				d.rect(Area{x, y - 8, 26, 17}, 8, closedPaint)
				d.cross(x+13, y, 3)
			}})
	}
	if t := j.Traced; t != nil {
		list = append(list,
			entry{"traced: " + t.Name, -1, func(d *drawing, x, y int) {
				d.rect(Area{x, y - 8, 26, 17}, 4, Paint{Fill: white, Stroke: ink, Width: 4})
			}},
			entry{"connected with it, " + t.Where(), -1, func(d *drawing, x, y int) {
				d.rect(Area{x, y - 8, 26, 17}, 4, Paint{Fill: blue, Stroke: blue, Width: 2})
			}},
			entry{"not connected: thin and grey", -1, thin})
	}
	return list
}
