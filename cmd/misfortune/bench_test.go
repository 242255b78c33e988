package main

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"
)

// BenchmarkStart is the time from the start of the program to the first 200 of
// the front page, with the database made and the built-in scenarios compiled.
func BenchmarkStart(b *testing.B) {
	client := &http.Client{Timeout: 10 * time.Second}
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		ready := make(chan string, 1)
		b.StartTimer()
		go func() {
			ended <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", dir}, Options{
				Stdout: io.Discard, Stderr: io.Discard, Getenv: nothing, Ready: func(listening, _ string) { ready <- listening },
			})
		}()
		res, err := client.Get("http://" + <-ready + "/")
		if err != nil {
			b.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			b.Fatal(res.Status)
		}
		b.StopTimer()
		stop()
		if err := <-ended; err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
