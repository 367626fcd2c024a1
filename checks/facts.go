package checks

// Facts are what a text says that can be compared without understanding it.
// All are in order of appearance; offsets are bytes into the text.
type Facts struct {
	Numbers []Number
	Dates   []Date
	Names   []Name
	Quotes  []Quote
	// Negation counts words such as "not", "never", "without".
	Negation int
}

// Number is a number in digits, words or both. Value is the number with its
// scale, so that "1,5 juta" and "1.500.000" are the same. Also holds other
// readings: "1.500" may be one and a half, 4 may be 16 o'clock. Unit is a
// canonical name such as "percent", "usd", "km", or empty.
//
// A Loose number may be worded in ways that no longer show it ("one", "half",
// "second"), so its absence on the other side means little.
type Number struct {
	Value      float64
	Also       []float64
	Unit       string
	Loose      bool
	Word       bool // written in words
	Of         string
	Start, End int
}

// Date is a date as far as it is given; parts that are not are 0. Weekday
// counts from 1, Monday. Swapped says that Month and Day may be the other way
// round ("4/8/2025" in English).
type Date struct {
	Year, Month, Day, Weekday int
	Swapped                   bool
	Start, End                int
}

// Name is a run of capitalised words that is likely a name. Key is its form
// for comparing: folded, in Latin letters.
type Name struct {
	Text, Key  string
	Start, End int
}

// Quote is the text between quotation marks.
type Quote struct {
	Text       string
	Start, End int
}

// FactsOf finds the facts of a text.
func FactsOf(t Text) Facts { return read(t).facts }

func (r reading) collect() Facts {
	dates, taken := r.findDates()
	return Facts{
		Numbers:  r.findNumbers(taken),
		Dates:    dates,
		Names:    r.findNames(),
		Quotes:   findQuotes(r.Text.Text),
		Negation: r.countNegation(),
	}
}
