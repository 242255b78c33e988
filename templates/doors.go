package templates

import "github.com/a-h/templ"

// Home is the front page: join by code, play alone, host.
func Home(site Site, f HomeForm) templ.Component { return templ.NopComponent }

// Join is where somebody takes a seat at a game day.
func Join(site Site, f JoinForm) templ.Component { return templ.NopComponent }

// Door asks for the trainer's key.
func Door(site Site, f DoorForm) templ.Component { return templ.NopComponent }

// Host makes a game day.
func Host(site Site, f HostForm) templ.Component { return templ.NopComponent }

// Trouble is the page for everything that goes wrong.
func Trouble(site Site, t TroublePage) templ.Component { return templ.NopComponent }

// Notices shows the licences of the parts that the server hands out.
func Notices(site Site, text string) templ.Component { return templ.NopComponent }
