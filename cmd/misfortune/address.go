package main

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
)

// addresses lists where a listener can be reached: itself, or every address of
// this machine's interfaces if it listens on all of them. The first one is the
// best guess at what a phone in the room can use: a private IPv4 address, as
// wifi gives them, before others, and the machine's own localhost last.
func addresses(listening netip.AddrPort, interfaces []netip.Addr) []string {
	hosts := []netip.Addr{listening.Addr().Unmap()}
	if listening.Addr().IsUnspecified() {
		hosts = slices.Clone(interfaces)
		slices.SortStableFunc(hosts, func(a, b netip.Addr) int { return remoteness(a) - remoteness(b) })
	}
	var out []string
	for _, h := range hosts {
		if h.IsLinkLocalUnicast() && h.Is6() {
			continue // of no use without a zone, which a browser cannot be given
		}
		name := h.String()
		if h.IsLoopback() && h.Is4() {
			name = "localhost"
		}
		out = append(out, "http://"+net.JoinHostPort(name, strconv.Itoa(int(listening.Port()))))
	}
	return slices.Compact(out)
}

// remoteness orders addresses by how likely a phone in the room reaches them.
func remoteness(a netip.Addr) int {
	switch {
	case a.IsLoopback():
		return 4
	case a.IsLinkLocalUnicast():
		return 3
	case a.Is4() && a.IsPrivate():
		return 0
	case a.Is4():
		return 1
	default:
		return 2
	}
}

// interfaces are the addresses of all interfaces that are up, in their order.
func interfaces() ([]netip.Addr, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var out []netip.Addr
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			return nil, err
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				out = append(out, p.Addr().Unmap())
			}
		}
	}
	return out, nil
}

// greet tells whoever started the server where to go. qr is the address that
// goes into the QR code.
func greet(w io.Writer, reachable []string, qr, trainerKey string) error {
	_, err := fmt.Fprint(w, "\nWheel of Misfortune is ready.\n\n")
	if err != nil {
		return err
	}
	if !slices.Contains(reachable, qr) {
		reachable = append([]string{qr}, reachable...)
	}
	for _, a := range reachable {
		mark := ""
		if a == qr {
			mark = "   <- in the QR code"
		}
		if _, err := fmt.Fprintf(w, "  %s%s\n", a, mark); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "\nTrainer, one click:\n\n  %s/host?key=%s\n\n", qr, url.QueryEscape(trainerKey))
	return err
}
