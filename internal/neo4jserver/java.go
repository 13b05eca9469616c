package neo4jserver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// line is what the servers of a line of versions need.
type line struct {
	java      int    // the oldest Java
	main      string // the class that is run
	arguments []string
}

// lineOf gives the needs of a version.
func lineOf(version string) line {
	if strings.HasPrefix(version, "5.") {
		return line{java: 17, main: "org.neo4j.server.CommunityEntryPoint"}
	}
	return line{java: 21, main: "org.neo4j.server.Neo4jCommunity", arguments: []string{"--enable-native-access=ALL-UNNAMED"}}
}

// findJava gives a Java that is new enough: JAVA_HOME's, that of the path, or one of those Debian installs.
func findJava(oldest int) (string, error) {
	var tried []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		tried = append(tried, filepath.Join(home, "bin", "java"))
	}
	tried = append(tried, "java")
	installed, _ := filepath.Glob("/usr/lib/jvm/*/bin/java")
	for _, java := range append(tried, installed...) {
		if n, err := javaVersion(java); err == nil && n >= oldest {
			return java, nil
		}
	}
	return "", fmt.Errorf("no Java %d or later (JAVA_HOME, PATH)", oldest)
}

var javaNumber = regexp.MustCompile(`version "(\d+)`)

// javaVersion gives the first number of the version of a Java.
func javaVersion(java string) (int, error) {
	out, err := exec.Command(java, "-version").CombinedOutput()
	if err != nil {
		return 0, err
	}
	found := javaNumber.FindSubmatch(out)
	if found == nil {
		return 0, errors.New("this is no Java")
	}
	return strconv.Atoi(string(found[1]))
}
