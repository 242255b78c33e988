package gallery

import (
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
)

//go:embed sheet.html
var sheetHTML string

// WriteSheet writes index.html into a folder of pictures: all of them on one
// sheet, a row for each page.
func WriteSheet(folder string, pages []Page) error {
	sheet, err := template.New("sheet").Parse(sheetHTML)
	if err != nil {
		return fmt.Errorf("reading the sheet's template: %w", err)
	}
	type row struct {
		Name     string
		Pictures []Picture
	}
	var rows []row
	for _, p := range pages {
		rows = append(rows, row{Name: p.Name(), Pictures: All(p)})
	}
	f, err := os.Create(filepath.Join(folder, "index.html"))
	if err != nil {
		return fmt.Errorf("writing the sheet: %w", err)
	}
	if err := sheet.Execute(f, rows); err != nil {
		_ = f.Close()
		return fmt.Errorf("writing the sheet: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("writing the sheet: %w", err)
	}
	return nil
}
