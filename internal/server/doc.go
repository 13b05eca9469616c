// Package server is the HTTP face of Carejourney: GraphQL over HTTP, the pages people see, health for whoever runs it,
// and the limits and headers that keep it safe on a network.
//
// It answers no question itself: requests go to graph.Engine, pages come from the web folder.
package server
