package scenarios

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/sim"
)

func TestTheGuidesScenarioArrivesWhole(t *testing.T) {
	src := small(t)
	s := mustParse(t, "small.yaml", src)

	if want := hashOf([]byte(src)); s.Hash != want || len(want) != 64 {
		t.Errorf("hash %q, want %q", s.Hash, want)
	}
	type plain struct {
		ID                         string
		Difficulty, Minutes, Clock int
		Tags                       []string
		InspiredBy                 game.Inspiration
		At, Severity, Scope        string
		Par                        game.Par
		Start                      sim.Facts
		Below                      float64
		For                        int
	}
	got := plain{
		s.ID, s.Difficulty, s.Minutes, s.Clock, s.Tags, s.InspiredBy, s.Page.At, s.Severity, s.Scope, s.Par,
		s.World.Start, s.World.Below, s.World.For,
	}
	want := plain{
		"full-disk", 1, 10, 5, []string{"disk", "logging"},
		game.Inspiration{Org: "Our own shop", Date: "2024-03-14"}, "14:05", "SEV2", "some",
		game.Par{Acknowledge: time.Minute, Impact: 8},
		sim.Facts{"disk": "full", "log_level": "debug", "shop": "up"}, 0.1,
		12, // a minute of incident time in steps of 5 s
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s.World.StepMinutes != 5.0/60 {
		t.Errorf("a step is %v incident minutes, want 5 s", s.World.StepMinutes)
	}
	if s.Users != 20000 {
		t.Errorf("%v users, want 20000", s.Users)
	}
	if s.Idle < 29.9 || s.Idle > 30.1 {
		t.Errorf("idle %v, want 0.6 of 50 minutes", s.Idle)
	}
}

func TestLooksActionsAndDiagnosesOfTheGuidesScenario(t *testing.T) {
	s := mustParse(t, "small.yaml", small(t))

	look := s.Looks[0]
	if diff := cmp.Diff([]string{"df -h /var", "df *"}, look.Commands); diff != "" {
		t.Error(diff)
	}
	if look.ID != "disk-space" || look.Takes != 30*time.Second || len(look.Shows) != 2 {
		t.Errorf("first look: %+v", look)
	}
	full, free := look.Shows[0], look.Shows[1]
	if !full.If.Holds(sim.Values{Facts: s.World.Start}) || free.If != nil {
		t.Error("the first case holds at the start, the last always")
	}
	if diff := cmp.Diff([]string{"disk-full"}, full.Supports); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"database-slow"}, full.Against); diff != "" {
		t.Error(diff)
	}

	remove := s.Actions[1]
	if remove.Needs.Holds(sim.Values{Facts: s.World.Start}) {
		t.Error("files cannot be removed for good while the log level is debug")
	}
	if diff := cmp.Diff(sim.Facts{"disk": "free", "shop": "up"}, remove.Sets); diff != "" {
		t.Error(diff)
	}
	if remove.Risk != "medium" || remove.Once || !s.Actions[0].Once || remove.SaysFailed.Empty() {
		t.Errorf("second action: %+v", remove)
	}
	restart := s.Actions[2].Verdicts
	if len(restart) != 2 || restart[0].Verdict != game.Wasteful || restart[1].Verdict != game.Harmful || restart[1].If != nil {
		t.Errorf("verdicts on the restart: %+v", restart)
	}
	if !s.Diagnoses[0].Right || s.Diagnoses[1].Right {
		t.Error("the first diagnosis is the right one")
	}
}

func TestTextsArriveByLanguageAndMarkdownArrivesRendered(t *testing.T) {
	src := edited(t, small(t), "briefing: |\n", "briefing: |\n  <script>alert(1)</script>\n\n")
	s := mustParse(t, "small.yaml", src)

	title := game.NewSecret(map[string]string{"en": "The log that ate the shop", "fr": "Le journal qui a mangé la boutique"})
	if !reflect.DeepEqual(s.Title, title) {
		t.Error("the title is not what the file says, by language")
	}
	if from := game.NewSecret(map[string]string{"": "Synthetic orders"}); !reflect.DeepEqual(s.Page.From, from) {
		t.Error("a plain text must stand for all languages")
	}
	briefing := s.Briefing.Open("fr")
	if !strings.Contains(briefing, "<strong>Larder</strong>") || strings.Contains(briefing, "<script") {
		t.Errorf("the briefing is not safe HTML: %s", briefing)
	}
}

func TestAScenarioNeverPrintsItsSecrets(t *testing.T) {
	_, problems := Parse("small.yaml", []byte(edited(t, small(t), "right: true", "right: yes")))
	if text := problems.Error(); strings.Contains(text, "disk is full") {
		t.Errorf("a problem quotes a text of the scenario: %s", text)
	}
}

func TestActionsShareOneWhyAmongTheirCases(t *testing.T) {
	src := edited(t, small(t), "    verdict: best\n    why: Space is what the shop lacks.\n", strings.Join([]string{
		`    verdict:`,
		`      - {if: "done('quiet-log')", verdict: best}`,
		`      - {verdict: workable, why: It would have filled again.}`,
		`    why: Space is what the shop lacks.`, ``,
	}, "\n"))
	verdicts := mustParse(t, "small.yaml", src).Actions[1].Verdicts
	if want := game.NewSecret(map[string]string{"": "Space is what the shop lacks."}); !reflect.DeepEqual(verdicts[0].Why, want) {
		t.Error("a case without a why has the action's")
	}
	if want := game.NewSecret(map[string]string{"": "It would have filled again."}); !reflect.DeepEqual(verdicts[1].Why, want) {
		t.Error("a case with a why has its own")
	}
}

func TestFilesOfOtherMachinesAreReadToo(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"a byte order mark":     func(s string) string { return "\ufeff" + s },
		"carriage returns":      func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"no newline at the end": func(s string) string { return strings.TrimRight(s, "\n") },
	} {
		t.Run(name, func(t *testing.T) { mustParse(t, "small.yaml", change(small(t))) })
	}
}

func TestAFileThatIsTooLargeIsNotRead(t *testing.T) {
	src := small(t) + strings.Repeat("# filler\n", maxSize/9)
	if _, problems := Parse("large.yaml", []byte(src)); len(problems) != 1 || !strings.Contains(problems[0].Message, "at most 262144") {
		t.Errorf("a file of %d bytes: %v", len(src), problems)
	}
}

func TestListsThatGrowWithoutEndAreRefused(t *testing.T) {
	tags := "tags: [disk" + strings.Repeat(", disk", 20) + "]"
	_, problems := Parse("small.yaml", []byte(edited(t, small(t), "tags: [disk, logging]", tags)))
	if diff := cmp.Diff([]string{"12:7: tags: the list may have at most 12, and has 21"}, said(problems)); diff != "" {
		t.Error(diff)
	}
	var facts strings.Builder
	for i := range maxNames {
		facts.WriteString(", f" + strings.Repeat("x", i%30) + string(rune('a'+i/30)) + ": 1")
	}
	_, problems = Parse("small.yaml", []byte(edited(t, small(t), "shop: up}\nimpact", "shop: up"+facts.String()+"}\nimpact")))
	if diff := cmp.Diff([]string{"26:8: world: a world has at most 100 facts"}, said(problems)); diff != "" {
		t.Error(diff)
	}
}
