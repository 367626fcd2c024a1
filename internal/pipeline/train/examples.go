package main

import (
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// remembered is for how long a reader puts articles beside new ones.
const remembered = 4 * day

// runs calls run with the indexes of the articles that each run of the reader
// has before it, how many days ago they came, and which are new. All is read at
// once when runs are no time apart.
func (w world) runs(articles []article, run func(indexes, days []int, fresh []bool) error) error {
	end := articles[len(articles)-1].report.Time.Add(w.every)
	now := end
	if w.every > 0 {
		now = articles[0].report.Time.Add(w.every)
	}
	for ; now.Before(end) || w.every == 0; now = now.Add(w.every) {
		var indexes, days []int
		var fresh []bool
		for i, a := range articles {
			age := now.Sub(a.report.Time)
			if w.every > 0 && (age < 0 || age > remembered) {
				continue
			}
			indexes, fresh = append(indexes, i), append(fresh, w.every == 0 || age <= w.every)
			if w.every == 0 {
				age = 0
			}
			days = append(days, int(age/day))
		}
		if err := run(indexes, days, fresh); err != nil || w.every == 0 {
			return err
		}
	}
	return nil
}

// pairs calls yield with the evidence of the pairs of articles in a world, those
// of earlier runs placed as they should be.
func (w world) pairs(articles []article, yield func(example) error) error {
	return w.runs(articles, func(indexes, days []int, fresh []bool) error {
		reports, seen := make([]pipeline.Report, len(indexes)), make([]*align.Event, len(indexes))
		for k, i := range indexes {
			reports[k], seen[k] = articles[i].report, articles[i].seen
			reports[k].Days = days[k]
			if !fresh[k] {
				reports[k].Event = int64(articles[i].event) + 1
			}
		}
		var err error
		pipeline.Evidence(reports, seen, func(i, j int, values []float64) {
			if err == nil {
				err = yield(example{same: articles[indexes[i]].event == articles[indexes[j]].event, values: values})
			}
		})
		return err
	})
}

// bonds calls yield with what clusters are judged by when the articles of a
// world are gathered, those of earlier runs placed as the models did. Two
// clusters are the same when most of their articles tell one event.
func (w world) bonds(articles []article, m pipeline.Models, yield func(example) error) error {
	stories := int64(0)
	return w.runs(articles, func(indexes, days []int, _ []bool) error {
		reports, seen := make([]pipeline.Report, len(indexes)), make([]*align.Event, len(indexes))
		for k, i := range indexes {
			reports[k], seen[k] = articles[i].report, articles[i].seen
			reports[k].Days, reports[k].Event = days[k], articles[i].story
		}
		most := func(cluster []int) int {
			count, best := map[int]int{}, articles[indexes[cluster[0]]].event
			for _, k := range cluster {
				event := articles[indexes[k]].event
				if count[event]++; count[event] > count[best] {
					best = event
				}
			}
			return best
		}
		var err error
		events := pipeline.Gather(reports, seen, m, func(a, b []int, values []float64) {
			if err == nil {
				err = yield(example{same: most(a) == most(b), values: values})
			}
		})
		for _, e := range events {
			if e.ID == 0 {
				stories++
				e.ID = stories
			}
			for _, k := range e.Reports {
				articles[indexes[k]].story = e.ID
			}
		}
		return err
	})
}
