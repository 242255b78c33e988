package web

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnAddressGoesThroughAtItsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := newTurnstile(pace{every: 2 * time.Second, burst: 3}, time.Now)
		passes := func(address string, want ...bool) {
			t.Helper()
			for i, w := range want {
				if got := gate.pass(address); got != w {
					t.Errorf("%s, try %d: passed %v, want %v", address, i+1, got, w)
				}
			}
		}
		passes("192.0.2.1", true, true, true, false)
		passes("192.0.2.2", true)
		passes("::ffff:192.0.2.1", false)
		passes("2001:db8::1", true, true, true, false)
		passes("2001:db8::2", false) // the same household
		passes("2001:db8:0:1::1", true)
		if !gate.shut("192.0.2.1") || gate.shut("192.0.2.2") {
			t.Error("shut does not say what pass will say")
		}
		time.Sleep(2 * time.Second)
		passes("192.0.2.1", true, false)
		time.Sleep(time.Hour)
		passes("192.0.2.1", true, true, true, false)
	})
}

func TestATurnstileRemembersABoundedNumberOfAddresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := newTurnstile(pace{every: time.Hour, burst: 1}, time.Now)
		for i := range 5 * gate.most {
			gate.pass(fmt.Sprintf("198.51.%d.%d", i>>8&255, i&255))
			gate.pass(fmt.Sprintf("2001:db8:%x:%x::", i>>16, i&0xffff))
		}
		if n := len(gate.young) + len(gate.old); n > 2*gate.most {
			t.Errorf("%d addresses are remembered, at most %d may be", n, 2*gate.most)
		}
	})
}
