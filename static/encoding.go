package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// compressor makes the bytes that travel as Content-Encoding name.
type compressor struct {
	name string
	pack func([]byte) []byte
}

// compressors lists the encodings, best first.
func compressors() []compressor {
	return []compressor{
		{"br", func(plain []byte) []byte {
			return packed(plain, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestCompression) })
		}},
		{"gzip", func(plain []byte) []byte {
			return packed(plain, func(w io.Writer) io.WriteCloser {
				z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
				if err != nil {
					panic(err) // only for a level that does not exist
				}
				return z
			})
		}},
	}
}

// packed ignores write errors: a bytes.Buffer has none.
func packed(plain []byte, through func(io.Writer) io.WriteCloser) []byte {
	var out bytes.Buffer
	w := through(&out)
	_, _ = w.Write(plain)
	_ = w.Close()
	return out.Bytes()
}

// accepts reads Accept-Encoding headers: does the browser take this encoding?
// It must be named, or covered by "*", with a quality other than zero.
func accepts(headers []string, encoding string) bool {
	star := false
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			name, params, _ := strings.Cut(item, ";")
			switch strings.ToLower(strings.TrimSpace(name)) {
			case encoding:
				return wanted(params)
			case "*":
				star = wanted(params)
			}
		}
	}
	return star
}

// wanted reads the quality in the parameters of one item, 1 if there is none.
func wanted(params string) bool {
	q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
	if !ok {
		return true
	}
	quality, err := strconv.ParseFloat(q, 64)
	return err == nil && quality > 0
}
