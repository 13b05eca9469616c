package cli

import (
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// settings are the flags of every command.
type settings struct {
	Config   string
	Model    string
	Data     string
	Neo4j    neo4jSettings
	LogLevel string
	LogJSON  bool
}

func (s *settings) addTo(flags *pflag.FlagSet) {
	flags.StringVar(&s.Config, "config", "", "YAML file with values for flags, for example `FILE` with \"listen: 127.0.0.1:9000\"")
	flags.StringVar(&s.Model, "model", "", "folder `DIR` with model files, instead of the journeys that come with the program")
	flags.StringVar(&s.LogLevel, "log-level", "info", "what is logged: debug, info, warn or error")
	flags.BoolVar(&s.LogJSON, "log-json", false, "log as JSON")
}

func (s *settings) level() slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(s.LogLevel)) != nil {
		return slog.LevelInfo
	}
	return level
}

// configure fills flags that the command line leaves out: from the environment, then from the configuration file.
func (a *app) configure(cmd *cobra.Command) error {
	file := a.settings.Config
	if file == "" {
		file, _ = a.Env("CAREJOURNEY_CONFIG")
	}
	values, err := readConfig(file)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	cmd.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
	var all func(c *cobra.Command)
	all = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
		for _, below := range c.Commands() {
			all(below)
		}
	}
	all(cmd.Root())
	for name := range values {
		if !known[name] {
			return usagef("%s: there is no flag %q", file, name)
		}
	}
	var failed error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || failed != nil {
			return
		}
		from := "CAREJOURNEY_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, given := a.Env(from)
		if !given {
			from = file
			value, given = values[f.Name]
		}
		if !given {
			return
		}
		if err := f.Value.Set(value); err != nil {
			failed = usagef("%s: %s: %v", from, f.Name, err)
		}
	})
	return failed
}

// readConfig reads a flat YAML file of flag names and values.
func readConfig(file string) (map[string]string, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, usageError{fmt.Errorf("read the configuration: %w", err)}
	}
	var raw map[string]any
	if err := yaml.Unmarshal(text, &raw); err != nil {
		return nil, usagef("%s: %s", file, yaml.FormatError(err, false, false))
	}
	values := make(map[string]string, len(raw))
	for name, value := range raw {
		if list, ok := value.([]any); ok {
			items := make([]string, len(list))
			for i, item := range list {
				items[i] = fmt.Sprint(item)
			}
			value = strings.Join(items, ",")
		}
		values[name] = fmt.Sprint(value)
	}
	return values, nil
}
