package live

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParsePosition(t *testing.T) {
	for query, want := range map[string]Position{
		"":                                {},
		"epoch=e1&seq=7":                  {Epoch: "e1", Seq: 7},
		"epoch=e1&seq=0":                  {Epoch: "e1"},
		"epoch=&seq=0":                    {},
		"epoch=e1":                        {},
		"epoch=e1&seq=-1":                 {},
		"epoch=e1&seq=1e3":                {},
		"epoch=e1&seq=9&step=x":           {Epoch: "e1", Seq: 9},
		"epoch=e1&seq=9&step=4":           {Epoch: "e1", Seq: 9},
		"seq=9&epoch=e1&epoch=e2":         {Epoch: "e1", Seq: 9},
		"epoch=e1&seq=9&step=4&stride=2":  {Epoch: "e1", Seq: 9, Step: 4, Stride: 2},
		"epoch=e1&seq=9&step=-4&stride=2": {Epoch: "e1", Seq: 9},
		"epoch=e1&seq=9&step=4&stride=0":  {Epoch: "e1", Seq: 9},
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := ParsePosition(values); got != want {
			t.Errorf("%q is %+v, want %+v", query, got, want)
		}
	}
}

func TestAComposedFrameIsTheSharedOneWithTimeAndReader(t *testing.T) {
	frame := Frame{Epoch: "e1", From: 3, Seq: 5, Regions: map[string]string{"head": "<h1>a & b</h1>"}, Feed: []string{`<li id="r5">"5"</li>`}}
	shared, err := encode(frame)
	if err != nil {
		t.Fatal(err)
	}
	before := slices.Clone(shared)
	frame.Now, frame.You = 1_700_000_000_000, map[string]string{"you": "<p>\u2028</p>"}
	parts, err := compose(shared, frame.Now, frame.You)
	if err != nil {
		t.Fatal(err)
	}
	var got Frame
	if err := json.Unmarshal(slices.Concat(parts...), &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(frame, got); d != "" {
		t.Error(d)
	}
	if !slices.Equal(before, shared) {
		t.Error("the shared bytes were changed")
	}
}
