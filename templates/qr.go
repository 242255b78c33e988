package templates

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrMargin is the white border that a reader needs, in modules.
const qrMargin = 4

// qrDrawing is the QR code of a text: the side of its square in modules, border
// included, and the dark modules as one SVG path. The path is empty if the text
// is too long for any code.
func qrDrawing(content string) (side int, path string) {
	code, err := qr.Encode(content, qr.M)
	if err != nil {
		return 1, ""
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			start := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > start {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", start+qrMargin, y+qrMargin, x-start, x-start)
			}
		}
	}
	return code.Size + 2*qrMargin, b.String()
}
