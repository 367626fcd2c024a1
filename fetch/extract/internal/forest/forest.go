// Package forest is a small gradient-boosted forest of decision trees for two
// classes: [Train] grows one, [Forest.Score] applies it. It is made for a few
// hundred thousand rows of at most 255 features.
//
// The method is that of J. Friedman, "Greedy Function Approximation: A
// Gradient Boosting Machine", Annals of Statistics 29 (2001), with logistic
// loss, second-order leaf values and histograms of feature values as in
// T. Chen and C. Guestrin, "XGBoost" (KDD 2016), sections 2 and 3.
package forest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// node is an inner node or a leaf (feature < 0) of a tree. Rows whose value is
// below the threshold go left.
type node struct {
	feature     int16
	left, right uint16
	value       float32 // threshold, or what the leaf adds to the logit
}

// Forest is a trained model. It is safe for concurrent use.
type Forest struct {
	features int
	bias     float32
	trees    [][]node
}

// Features is the length of the rows that the forest scores.
func (f *Forest) Features() int { return f.features }

// Score returns the probability of the positive class.
func (f *Forest) Score(row []float32) float64 {
	return 1 / (1 + math.Exp(-float64(f.logit(row))))
}

func (f *Forest) logit(row []float32) float32 {
	sum := f.bias
	for _, t := range f.trees {
		sum += apply(t, row)
	}
	return sum
}

func apply(t []node, row []float32) float32 {
	n := &t[0]
	for n.feature >= 0 {
		if row[n.feature] < n.value {
			n = &t[n.left]
		} else {
			n = &t[n.right]
		}
	}
	return n.value
}

// magic begins every encoded forest; its last byte is the version.
const magic = "kfo\x01"

// leaf marks a leaf in an encoded forest.
const leaf = 0xff

// ErrFormat says that data is no encoded forest.
var ErrFormat = errors.New("not a forest")

// Encode returns the forest in a compact form. A node is its feature (0xff for
// a leaf) and its value; children follow in preorder, the left one first.
func (f *Forest) Encode() []byte {
	out := append([]byte(magic), byte(f.features))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f.bias))
	out = binary.LittleEndian.AppendUint16(out, uint16(len(f.trees)))
	for _, t := range f.trees {
		out = encode(out, t, 0)
	}
	return out
}

func encode(out []byte, t []node, at uint16) []byte {
	n := t[at]
	if n.feature < 0 {
		return binary.LittleEndian.AppendUint32(append(out, leaf), math.Float32bits(n.value))
	}
	out = binary.LittleEndian.AppendUint32(append(out, byte(n.feature)), math.Float32bits(n.value))
	return encode(encode(out, t, n.left), t, n.right)
}

// Decode reads what [Forest.Encode] wrote.
func Decode(b []byte) (*Forest, error) {
	if len(b) < len(magic)+7 || string(b[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	b = b[len(magic):]
	f := &Forest{features: int(b[0]), bias: math.Float32frombits(binary.LittleEndian.Uint32(b[1:]))}
	trees := int(binary.LittleEndian.Uint16(b[5:]))
	d := decoder{rest: b[7:], features: f.features}
	for range trees {
		d.tree = nil
		if err := d.node(0); err != nil {
			return nil, err
		}
		f.trees = append(f.trees, d.tree)
	}
	if len(d.rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrFormat, len(d.rest))
	}
	return f, nil
}

type decoder struct {
	rest     []byte
	tree     []node
	features int
}

// maxTreeDepth bounds the recursion of decoding.
const maxTreeDepth = 32

func (d *decoder) node(depth int) error {
	if len(d.rest) < 5 || depth > maxTreeDepth {
		return fmt.Errorf("%w: cut off", ErrFormat)
	}
	feature, value := d.rest[0], math.Float32frombits(binary.LittleEndian.Uint32(d.rest[1:]))
	d.rest = d.rest[5:]
	at := len(d.tree)
	d.tree = append(d.tree, node{feature: -1, value: value})
	if feature == leaf {
		return nil
	}
	if int(feature) >= d.features {
		return fmt.Errorf("%w: feature %d of %d", ErrFormat, feature, d.features)
	}
	left := uint16(len(d.tree))
	if err := d.node(depth + 1); err != nil {
		return err
	}
	right := uint16(len(d.tree))
	if err := d.node(depth + 1); err != nil {
		return err
	}
	d.tree[at] = node{feature: int16(feature), left: left, right: right, value: value}
	return nil
}
