package text

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Markdown turns an author's Markdown into HTML that is safe to show as it is:
// raw HTML is left out, addresses that could run script lose their target,
// links do not tell where they were followed from, and pictures give way to
// their descriptions. Headings start at the third level, below the page's own.
func Markdown(src string) string {
	var out bytes.Buffer
	if err := markdown.Convert([]byte(src), &out); err != nil {
		// Only a writer can fail, and a buffer does not.
		panic("text: writing Markdown to a buffer: " + err.Error())
	}
	return out.String()
}

//nolint:gochecknoglobals // goldmark's converter is immutable and safe for concurrent use
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(tame{}, 100))),
)

// tame is the last hand on a parsed text before it is written.
type tame struct{}

// Transform implements goldmark's parser.ASTTransformer.
func (tame) Transform(doc *ast.Document, reader gmtext.Reader, _ parser.Context) {
	var pictures []*ast.Image
	// Walk fails only if the visitor does.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
		case *ast.AutoLink:
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
		case *ast.Heading:
			n.Level = min(n.Level+2, 6)
		case *ast.Image:
			pictures = append(pictures, n)
		}
		return ast.WalkContinue, nil
	})
	for _, img := range pictures {
		replaceByWords(img, reader.Source())
	}
}

// replaceByWords puts a picture's description in its place.
func replaceByWords(img *ast.Image, source []byte) {
	var words []byte
	_ = ast.Walk(img, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			words = append(words, t.Segment.Value(source)...)
		}
		return ast.WalkContinue, nil
	})
	img.Parent().ReplaceChild(img.Parent(), img, ast.NewString(words))
}
