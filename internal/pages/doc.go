// Package pages is what people see in a browser: journeys as maps, steps and tables, the registers of everything behind
// them, gaps, and a place to ask. Every page is made of the answers to named questions, asked in process, and shows
// them, so that whoever reads it can ask the same again. It works without script.
//
// It keeps no data and decides nothing about who may read; limits, headers and the log are the server's.
package pages
