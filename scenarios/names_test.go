package scenarios

import "testing"

func TestWhatAnArtifactMayName(t *testing.T) {
	for _, text := range []string{
		"192.0.2.53#53(192.0.2.53)", "dig @198.51.100.7 www.larder.example", "203.0.113.255/24",
		"2001:db8::1", "[2001:db8:0:1::53]:443", "tcp 0.0.0.0:22 127.0.0.1:631 [::]:80 ::1",
		"AS64500 AS65551 AS 64496", "https://shop.example.com/a?b=c", "mail to ops@larder.test",
		"www.example.org. 300 IN A 192.0.2.1", "a.ns.larder.example.", "http://billing:8080/", "http://localhost:9090/metrics",
		// What looks like an address and is none.
		"12:34:56 up 3 days", "2021-10-04T15:39:00.123Z", "java.lang.Thread.run(Thread.java:750)", "std::string",
		"fe:54:00:12:34:56", "node.id broker.rack app.log main.rs", "v1.22.3", "0.6/1.4/2.19", "etcd.service",
		"postgresql@14-main.service", "org.apache.zookeeper.ClientCnxn", "Real 19.98 secs: [Times: user=0.42]",
		"ssh: connect to host db2.larder.test port 22: No route to host", "SELECT id AS n", "12.5% of 1.2.3",
	} {
		if found := revealing(text); len(found) > 0 {
			t.Errorf("%q: %s", text, found[0].message)
		}
	}
}

func TestWhatAnArtifactMayNotName(t *testing.T) {
	for _, text := range []string{
		"8.8.8.8", "peer 10.0.0.1:5432", "172.16.0.0/12", "192.168.1.1.", "203.0.114.1", "version 1.2.3.4",
		"2a03:2880::1", "fe80::1%eth0", "[2a03:2880::1]:443", "(2606:4700::6810:84e5)",
		"AS32934", "ASN 3215", "AS64512", "AS4294967296",
		"www.acme.bank", "acme.com", "a.ns.acme.com.", "ACME.COM:443", "ops@acme.io", "https://acme.bank:8443/x",
		"example.com.acme.net", "notexample.com", "psql://user:pw@db.acme.cloudy/x",
	} {
		if len(revealing(text)) != 1 {
			t.Errorf("%q: %d findings, want 1: %v", text, len(revealing(text)), revealing(text))
		}
	}
}
