package spm

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
)

// kind is a piece's type.
type kind int

// The kinds of pieces, as sentencepiece_model.proto numbers them.
const (
	normal      kind = 1
	unknown     kind = 2
	control     kind = 3
	userDefined kind = 4
	unused      kind = 5
	byteValue   kind = 6
)

type piece struct {
	text  string
	score float32
	kind  kind
	value byte // of a byteValue
}

// Field numbers of sentencepiece_model.proto.
const (
	modelPieces     = 1
	modelTrainer    = 2
	modelNormalizer = 3

	pieceText  = 1
	pieceScore = 2
	pieceKind  = 3

	trainerModelType   = 3
	trainerSuffixSpace = 24
	trainerByteBack    = 35
	trainerUnkSurface  = 44

	normalizerCharsmap    = 2
	normalizerDummyPrefix = 3
	normalizerRemoveExtra = 4
	normalizerEscapeSpace = 5
)

// maxPieceBytes is far above the length of any piece, and keeps splitting a
// text from taking quadratic time.
const maxPieceBytes = 1 << 10

// modelUnigram is the only model type that is supported.
const modelUnigram = 1

// definition is what a model file says.
type definition struct {
	pieces       []piece
	byteFallback bool
	unkSurface   string

	charsmap     []byte
	dummyPrefix  bool
	removeExtra  bool
	escapeSpaces bool
}

var errCut = errors.New("sentencepiece model is cut short or altered")

// parse reads a serialized ModelProto.
func parse(file []byte) (*definition, error) {
	d := &definition{unkSurface: " \u2047 ", dummyPrefix: true, removeExtra: true, escapeSpaces: true}
	err := fields(file, func(f field) error {
		switch f.number {
		case modelPieces:
			return d.addPiece(f.bytes)
		case modelTrainer:
			return fields(f.bytes, d.trainer)
		case modelNormalizer:
			return fields(f.bytes, d.normalizer)
		}
		return nil
	})
	return d, err
}

func (d *definition) addPiece(message []byte) error {
	p := piece{kind: normal}
	err := fields(message, func(f field) error {
		switch f.number {
		case pieceText:
			p.text = string(f.bytes)
		case pieceScore:
			p.score = math.Float32frombits(uint32(f.value))
		case pieceKind:
			p.kind = kind(f.value)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case len(p.text) > maxPieceBytes:
		return fmt.Errorf("piece %d has %d bytes", len(d.pieces), len(p.text))
	case p.text == "" || !utf8.ValidString(p.text):
		return fmt.Errorf("piece %d: text %q", len(d.pieces), p.text)
	case p.kind < normal || p.kind > byteValue:
		return fmt.Errorf("piece %q: unknown type %d", p.text, p.kind)
	case p.score-p.score != 0:
		return fmt.Errorf("piece %q: score %v", p.text, p.score)
	}
	d.pieces = append(d.pieces, p)
	return nil
}

func (d *definition) trainer(f field) error {
	switch f.number {
	case trainerModelType:
		if f.value != modelUnigram {
			return fmt.Errorf("sentencepiece model type %d is not supported, only unigram (1) is", f.value)
		}
	case trainerSuffixSpace:
		if f.value != 0 {
			return errors.New("sentencepiece models with white space as a suffix are not supported")
		}
	case trainerByteBack:
		d.byteFallback = f.value != 0
	case trainerUnkSurface:
		d.unkSurface = string(f.bytes)
	}
	return nil
}

func (d *definition) normalizer(f field) error {
	switch f.number {
	case normalizerCharsmap:
		d.charsmap = f.bytes
	case normalizerDummyPrefix:
		d.dummyPrefix = f.value != 0
	case normalizerRemoveExtra:
		d.removeExtra = f.value != 0
	case normalizerEscapeSpace:
		d.escapeSpaces = f.value != 0
	}
	return nil
}

// field is one field of a message: value for the numeric wire types, bytes
// for strings and messages.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

// fields calls visit for the fields of a message in turn.
func fields(message []byte, visit func(field) error) error {
	for len(message) > 0 {
		number, wire, n := protowire.ConsumeTag(message)
		if n < 0 {
			return errCut
		}
		message = message[n:]
		f := field{number: number}
		switch wire {
		case protowire.VarintType:
			f.value, n = protowire.ConsumeVarint(message)
		case protowire.Fixed32Type:
			var v uint32
			v, n = protowire.ConsumeFixed32(message)
			f.value = uint64(v)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(message)
		default:
			n = protowire.ConsumeFieldValue(number, wire, message)
		}
		if n < 0 {
			return errCut
		}
		message = message[n:]
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}
