// Package diagram draws journeys. The answer to the question journey-picture is read into a Journey, laid out once into a
// Scene of boxes, paths and texts at whole coordinates, and written as SVG; text formats are written from the same
// Journey. The same answer always gives the same bytes. The package asks no questions itself and knows no web pages.
package diagram
