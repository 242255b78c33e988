package gallery

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"misfortune/internal/browsertest"
	"misfortune/internal/text"
	"misfortune/templates"
	"misfortune/templates/canned"
)

// Page is one canned state in one language.
type Page struct {
	Role  string // participant, trainer, screen or door
	State string // "wheel-landed"
	Lang  string
	Draw  templ.Component
	Tab   string // of a war room on a phone, if not the first: id of its section
}

// Name is unique among all pages: "participant-wheel-landed-fr".
func (p Page) Name() string { return p.Role + "-" + p.State + "-" + p.Lang }

// Pages are all canned states, in the order in which package canned has them:
// first in the one language, then in the other.
func Pages() []Page {
	var all []Page
	for _, s := range canned.Canned() {
		lang := s.View.Audience.Lang
		role, state, _ := strings.Cut(strings.TrimSuffix(s.Name, "-"+lang), "-")
		site := canned.Site(lang)
		site.Path = "/g/" + s.View.Day.Code
		p := Page{Role: role, State: state, Lang: lang, Draw: templates.Day(site, s.View, s.You)}
		all = append(all, p)
		for _, tab := range tabsOf(p.Role + "-" + p.State) {
			p.State, p.Tab = state+"-"+tab, tab
			all = append(all, p)
		}
	}
	for _, d := range canned.Doors() {
		all = append(all, Page{Role: "door", State: strings.TrimSuffix(d.Name, "-"+d.Lang), Lang: d.Lang, Draw: d.Page})
	}
	return all
}

// tabsOf are the tabs of a state that are worth a look of their own, beside the
// one that a phone shows first.
func tabsOf(state string) []string {
	switch state {
	case "participant-room":
		return []string{"do", "triage", "team"}
	case "participant-room-clear":
		return []string{"triage"}
	case "participant-solo-room":
		return []string{"team"}
	default:
		return nil
	}
}

// Path is where [Handler] serves the page.
func (p Page) Path() string {
	if p.Tab == "" {
		return pagePath + p.Name()
	}
	return pagePath + p.Name() + "#" + p.Tab
}

// Device is one that pages are made for.
type Device struct {
	Name string
	browsertest.Device
	Rules []string // of checks.js, beside those that hold everywhere
	Whole bool     // a picture shows the whole page, however far it scrolls

	// LayoutOnly says that it differs from another device by its size alone, so
	// that only the layout needs a look.
	LayoutOnly bool
}

// Devices are those that the page is looked at on.
func (p Page) Devices() []Device {
	if p.Role == "screen" {
		return []Device{{Name: "projector", Device: browsertest.Projector(), Rules: []string{"projector"}}}
	}
	phone := Device{Name: "phone", Device: browsertest.Phone(), Whole: true}
	laptop := Device{Name: "laptop", Device: browsertest.Laptop(), Whole: true}
	// The narrowest that pages have to fit: WCAG 2.2, 1.4.10.
	narrow := Device{Name: "narrow", Device: browsertest.Device{Width: 320, Height: 568, Scale: 2, Touch: true}, Whole: true, LayoutOnly: true}
	if p.Tab != "" { // a laptop shows all of them at once
		return []Device{phone, narrow}
	}
	return []Device{phone, laptop, narrow}
}

// Picture is a page on a device in a colour scheme.
type Picture struct {
	Page
	Device Device
	Dark   bool
}

// File is the name of the picture's file: role-state-device-theme-lang.png.
func (p Picture) File() string {
	return fmt.Sprintf("%s-%s-%s-%s-%s.png", p.Role, p.State, p.Device.Name, p.Theme(), p.Lang)
}

// Theme is light or dark.
func (p Picture) Theme() string {
	if p.Dark {
		return "dark"
	}
	return "light"
}

// Worn is the device as the browser has to wear it for this picture.
func (p Picture) Worn() browsertest.Device {
	d := p.Device.Device
	d.Dark, d.Lang = p.Dark, p.Lang
	return d
}

// Check looks at the picture's page, which the visitor has open, with all that
// its device asks for.
func (p Picture) Check(visitor *browsertest.Person) []Fault {
	if p.Device.LayoutOnly {
		return CheckLayout(visitor, p.Device.Rules...)
	}
	return Check(visitor, p.Lang, p.Device.Rules...)
}

// All are the pictures of a page in both colour schemes, device by device; in
// one where only the layout counts.
func All(p Page) []Picture {
	var all []Picture
	for _, d := range p.Devices() {
		all = append(all, Picture{Page: p, Device: d})
		if !d.LayoutOnly {
			all = append(all, Picture{Page: p, Device: d, Dark: true})
		}
	}
	return all
}

// Turns picks, of all pages, each state once, and each of its devices once:
// languages and colour schemes take turns, so that every combination comes up
// again and again. It returns the pictures page by page.
func Turns(pages []Page) [][]Picture {
	langs := text.Languages()
	seen := map[string]int{} // the state's place among all states
	var picked [][]Picture
	for _, p := range pages {
		key := p.Role + "-" + p.State
		n, known := seen[key]
		if !known {
			n = len(seen)
			seen[key] = n
		}
		if p.Lang != langs[n%len(langs)] {
			continue
		}
		var pictures []Picture
		for i, d := range p.Devices() {
			pictures = append(pictures, Picture{Page: p, Device: d, Dark: (n/len(langs)+i)%2 == 1})
		}
		picked = append(picked, pictures)
	}
	return picked
}
