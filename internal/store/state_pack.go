package store

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// maxUnpacked bounds what a row holds when it is unpacked: a long article, or a
// digest of many.
const maxUnpacked = 256 << 20

// packer compresses texts in rows. It is safe for concurrent use.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, err
	}
	return &packer{enc, dec}, nil
}

func (p *packer) pack(data []byte) []byte { return p.enc.EncodeAll(data, nil) }

// packed is a text that a row keeps, nil when it is not to be kept.
func (p *packer) packed(text string, keep bool) []byte {
	if text == "" || !keep {
		return nil
	}
	return p.pack([]byte(text))
}

func (p *packer) unpack(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	out, err := p.dec.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return out, nil
}
