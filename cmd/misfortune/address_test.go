package main

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
)

func TestWhereAPhoneFindsUs(t *testing.T) {
	machine := []netip.Addr{
		netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1"),
		netip.MustParseAddr("203.0.113.9"), netip.MustParseAddr("2001:db8::9"),
		netip.MustParseAddr("fe80::1"), netip.MustParseAddr("192.168.1.7"), netip.MustParseAddr("10.0.0.7"),
	}
	for name, c := range map[string]struct {
		listening string
		machine   []netip.Addr
		want      []string
	}{
		"all interfaces, the room's wifi first": {"[::]:8080", machine, []string{
			"http://192.168.1.7:8080", "http://10.0.0.7:8080", "http://203.0.113.9:8080",
			"http://[2001:db8::9]:8080", "http://localhost:8080", "http://[::1]:8080",
		}},
		"one address":       {"192.168.1.7:80", machine, []string{"http://192.168.1.7:80"}},
		"this machine only": {"127.0.0.1:8080", machine, []string{"http://localhost:8080"}},
		"no network at all": {"0.0.0.0:8080", machine[:1], []string{"http://localhost:8080"}},
	} {
		if got := addresses(netip.MustParseAddrPort(c.listening), c.machine); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", name, got, c.want)
		}
	}
}

func TestTheGreetingMarksTheAddressOfTheQRCode(t *testing.T) {
	var out strings.Builder
	err := greet(&out, []string{"http://192.168.1.7:8080", "http://localhost:8080"}, "https://misfortune.example", "a key&more")
	if err != nil {
		t.Fatal(err)
	}
	const want = `
Wheel of Misfortune is ready.

  https://misfortune.example   <- in the QR code
  http://192.168.1.7:8080
  http://localhost:8080

Trainer, one click:

  https://misfortune.example/host?key=a+key%26more

`
	if out.String() != want {
		t.Errorf("the greeting is\n%s\nwant\n%s", out.String(), want)
	}
}
