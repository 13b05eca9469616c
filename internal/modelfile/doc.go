// Package modelfile reads a folder of model files, YAML and CSV, into elements and relationships, and says everything
// that is wrong with it at once, each problem with its file, line and column. docs/model-files.md describes the format.
// It also writes the JSON Schema that editors check such files with.
//
// Kinds, fields and relationships come from internal/model and the laws of a graph from internal/rules; the package
// knows how they are written down and where. It reads through fs.FS only, and never changes anything.
package modelfile
