package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
)

// complaints is what the pages of a tab said that they should not say. It is
// safe for concurrent use.
type complaints struct {
	mu        sync.Mutex
	lines     []string
	tolerated []string
}

// hear takes in an event of the tab. It is called by the goroutine that reads
// from the browser, so it must not wait.
func (c *complaints) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		c.add(exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			c.add("console: " + said(e.Args))
		}
	case *log.EventEntryAdded:
		// Breaches of the content security policy and failed requests.
		if e.Entry.Level == log.EntryLevelError {
			c.add(strings.TrimSpace(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)))
		}
	case *inspector.EventTargetCrashed:
		c.add("the tab crashed")
	}
}

func (c *complaints) add(line string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines = append(c.lines, line)
}

func (c *complaints) tolerate(texts []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tolerated = append(c.tolerated, texts...)
}

// unexpected returns the complaints that nobody said to tolerate.
func (c *complaints) unexpected() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var lines []string
	for _, line := range c.lines {
		if !slices.ContainsFunc(c.tolerated, func(text string) bool { return strings.Contains(line, text) }) {
			lines = append(lines, line)
		}
	}
	return lines
}

// exception puts an uncaught exception into one text, with where it came from.
func exception(d *runtime.ExceptionDetails) string {
	text := d.Text
	if d.Exception != nil {
		text += " " + d.Exception.Description
	}
	if d.URL != "" {
		text += fmt.Sprintf(" (%s:%d)", d.URL, d.LineNumber+1)
	}
	return text
}

// said joins the arguments of a call to the console.
func said(args []*runtime.RemoteObject) string {
	parts := make([]string, 0, len(args))
	for _, a := range args {
		if a.Description != "" {
			parts = append(parts, a.Description)
			continue
		}
		parts = append(parts, strings.Trim(string(a.Value), `"`))
	}
	return strings.Join(parts, " ")
}
