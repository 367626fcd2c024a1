package summarize

// scores returns how well each sentence of a document tells its story, in
// [0,1]: the lead first, with centrality and the title behind it.
func (d *document) scores() []float64 {
	rows := d.features()
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = min(1, max(0, 0.6*r[3]+0.2*r[18]+0.2*r[13]))
	}
	return out
}
