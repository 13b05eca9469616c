// Command import makes the CSV files under journeys/organisations and the links between standards and application
// capabilities from the published lists they come from. Run it again when a newer list is out:
//
//	go run ./journeys/import -from DIR -to journeys
//
// DIR has the folders nhs-organisations and nhs-application-capabilities with the files as published. The program
// cleans what it must, says what it did, and invents nothing. Nothing else in Carejourney needs it to run.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "", "folder with the published lists")
	to := flag.String("to", "journeys", "model folder to write to")
	flag.Parse()
	if *from == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./journeys/import -from DIR [-to journeys]")
		os.Exit(2)
	}
	if err := run(*from, *to, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "import:", err)
		os.Exit(1)
	}
}

// run reads the published lists below from, writes the tables below to and reports on log.
func run(from, to string, log io.Writer) error {
	lists, err := readLists(filepath.Join(from, "nhs-organisations"))
	if err != nil {
		return err
	}
	links, err := readStandardLinks(filepath.Join(from, "nhs-application-capabilities", "standards_capabilities.csv"))
	if err != nil {
		return err
	}
	for _, t := range append(organisationTables(lists), links) {
		if err := t.write(to); err != nil {
			return err
		}
		fmt.Fprintf(log, "%s: %d rows\n", t.file, len(t.rows))
		for _, note := range t.notes {
			fmt.Fprintf(log, "  %s\n", note)
		}
	}
	return nil
}
