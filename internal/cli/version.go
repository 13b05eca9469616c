package cli

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: "  carejourney version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return errors.New("the program was built without version information")
			}
			version := info.Main.Version
			if version == "" || version == "(devel)" {
				version = "development build"
			}
			_, err := fmt.Fprintf(a.Out, "carejourney %s (%s)\n", version, info.GoVersion)
			return err
		},
	}
}
