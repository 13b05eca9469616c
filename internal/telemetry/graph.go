package telemetry

import "github.com/prometheus/client_golang/prometheus"

// graphCollector reads the state of the graph when metrics are read.
type graphCollector struct{ state func() Graph }

var (
	version       = prometheus.NewDesc("carejourney_graph_version", "Version of the graph that is served.", nil, nil)
	nodes         = prometheus.NewDesc("carejourney_graph_nodes", "Nodes of the graph.", nil, nil)
	relationships = prometheus.NewDesc("carejourney_graph_relationships", "Relationships of the graph.", nil, nil)
	running       = prometheus.NewDesc("carejourney_requests_running", "Requests being executed now.", nil, nil)
	waiting       = prometheus.NewDesc("carejourney_requests_waiting", "Requests that wait for their turn now.", nil, nil)
	refusals      = prometheus.NewDesc("carejourney_refusals_total", "Times that somebody was refused for a token or a role.", nil, nil)
	streams       = prometheus.NewDesc("carejourney_streams", "Connections and event streams that are open now.", nil, nil)
	overflow      = prometheus.NewDesc("carejourney_streams_refused_total", "Connections and event streams refused because there were as many as there may be.", nil, nil)
	age           = prometheus.NewDesc("carejourney_copy_age_seconds", "How long ago the copy that is served was last known to be up to date.", nil, nil)
)

// Describe gives what there is.
func (c graphCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{version, nodes, relationships, running, waiting, refusals, streams, overflow, age} {
		out <- d
	}
}

// Collect gives the figures.
func (c graphCollector) Collect(out chan<- prometheus.Metric) {
	s := c.state()
	gauge := func(d *prometheus.Desc, v float64) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v)
	}
	gauge(version, float64(s.Version))
	if s.Nodes > 0 {
		gauge(nodes, float64(s.Nodes))
		gauge(relationships, float64(s.Relationships))
	}
	gauge(running, float64(s.Running))
	gauge(waiting, float64(s.Waiting))
	gauge(streams, float64(s.Streams))
	out <- prometheus.MustNewConstMetric(refusals, prometheus.CounterValue, float64(s.Refusals))
	out <- prometheus.MustNewConstMetric(overflow, prometheus.CounterValue, float64(s.StreamsRefused))
	if s.Age != nil {
		gauge(age, s.Age.Seconds())
	}
}
