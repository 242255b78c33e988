package game

import (
	"math"
	"slices"
)

// Score is a team's round: what each line gave, and the total scaled to 100
// because what a round cannot offer is left out. See docs/rules.md, section 5.
type Score struct {
	Lines   []ScoreLine `json:"lines"`
	Raw     float64     `json:"raw"`
	Offered float64     `json:"offered"`
	Points  int         `json:"points"` // 0 to 100
}

// ScoreLine is one line with its reason (a key that the edge translates, with
// arguments that are numbers, texts or truth values) and the records behind it.
type ScoreLine struct {
	Name    string         `json:"name"`
	Points  float64        `json:"points"`
	Max     float64        `json:"max"`
	Reason  string         `json:"reason"`
	Args    map[string]any `json:"args,omitempty"`
	Records []uint64       `json:"records,omitempty"`
}

// scoring is everything that a score depends on.
type scoring struct {
	sc        *Scenario
	run       *TeamRun
	why       FinishedBy
	ledger    float64
	alone     bool   // a team of one: there is nobody to coordinate
	commander uint64 // the record that named one; 0: nobody
}

func score(in scoring) Score {
	lines := []ScoreLine{in.acknowledge(), in.severity(), in.scope(), in.diagnosis(), in.evidence(), in.mitigate()}
	if in.why != ByTrainer || in.run.Mitigated != nil {
		lines = append(lines, in.impact())
	}
	if !in.alone {
		lines = append(lines, in.coordination())
	}
	var s Score
	for _, l := range lines {
		l.Points = halfUp(l.Points)
		s.Lines = append(s.Lines, l)
		s.Raw += l.Points
		s.Offered += l.Max
	}
	s.Points = int(max(0, halfUp(100*s.Raw/s.Offered)))
	return s
}

func halfUp(x float64) float64 { return math.Floor(x + 0.5) }

func line(name string, points, of float64, reason string, args map[string]any, records ...uint64) ScoreLine {
	return ScoreLine{Name: name, Points: points, Max: of, Reason: name + "." + reason, Args: args, Records: records}
}

func (in scoring) acknowledge() ScoreLine {
	par, at := ackPar(in.sc), in.run.Acked
	args := map[string]any{"seconds": float64(at), "par": float64(par)}
	switch {
	case in.run.AckSeq == 0:
		return line("acknowledge", 0, 10, "never", nil)
	case in.run.Escalated:
		return line("acknowledge", 0, 10, "escalated", args, in.run.AckSeq)
	case at <= par:
		return line("acknowledge", 10, 10, "within_par", args, in.run.AckSeq)
	case at <= 3*par:
		return line("acknowledge", 5, 10, "within_three", args, in.run.AckSeq)
	default:
		return line("acknowledge", 0, 10, "late", args, in.run.AckSeq)
	}
}

// stands returns the claim that stands at the end.
func (in scoring) stands() (TriageClaim, bool) {
	if n := len(in.run.Claims); n > 0 {
		return in.run.Claims[n-1], true
	}
	return TriageClaim{}, false
}

func (in scoring) severity() ScoreLine {
	c, ok := in.stands()
	if !ok {
		return line("severity", 0, 5, "none", nil)
	}
	all := Severities()
	// SEV1 is the highest: a smaller index claims more.
	higher := slices.Index(all, in.sc.Severity) - slices.Index(all, c.Severity)
	args := map[string]any{"said": c.Severity, "right": in.sc.Severity}
	switch {
	case higher == 0:
		return line("severity", 5, 5, "exact", args, c.Seq)
	case higher == 1:
		return line("severity", 5, 5, "one_higher", args, c.Seq)
	case higher > 1:
		return line("severity", 3, 5, "higher", args, c.Seq)
	default:
		return line("severity", 0, 5, "lower", args, c.Seq)
	}
}

func (in scoring) scope() ScoreLine {
	c, ok := in.stands()
	if !ok {
		return line("scope", 0, 5, "none", nil)
	}
	all := Scopes()
	wider := slices.Index(all, c.Scope) - slices.Index(all, in.sc.Scope)
	args := map[string]any{"said": c.Scope, "right": in.sc.Scope}
	switch {
	case wider == 0:
		return line("scope", 5, 5, "exact", args, c.Seq)
	case wider > 0:
		return line("scope", 2, 5, "wider", args, c.Seq)
	default:
		return line("scope", 0, 5, "narrower", args, c.Seq)
	}
}

// diagnosis counts distinct claims: the form sent again with the same diagnosis
// is not another guess.
func (in scoring) diagnosis() ScoreLine {
	c, ok := in.stands()
	if !ok {
		return line("diagnosis", 0, 10, "none", nil)
	}
	var tried []string
	var seqs []uint64
	for _, cl := range in.run.Claims {
		seqs = append(seqs, cl.Seq)
		if len(tried) == 0 || tried[len(tried)-1] != cl.Diagnosis {
			tried = append(tried, cl.Diagnosis)
		}
	}
	if !in.sc.diagnosis(c.Diagnosis).Right {
		return line("diagnosis", 0, 10, "wrong", nil, seqs...)
	}
	switch len(tried) {
	case 1:
		return line("diagnosis", 10, 10, "first", nil, seqs...)
	case 2:
		return line("diagnosis", 7, 10, "second", nil, seqs...)
	case 3:
		return line("diagnosis", 4, 10, "third", nil, seqs...)
	default:
		return line("diagnosis", 0, 10, "late", map[string]any{"count": float64(len(tried))}, seqs...)
	}
}

func (in scoring) evidence() ScoreLine {
	c, ok := in.stands()
	if !ok {
		return line("evidence", 0, 5, "no_claim", nil)
	}
	support, against := weigh(in.sc, in.run, c)
	args := map[string]any{"for": float64(support), "against": float64(against)}
	records := append([]uint64{c.Seq}, c.Evidence...)
	switch {
	case support >= 2 && against == 0:
		return line("evidence", 5, 5, "two", args, records...)
	case support == 1 && against == 0:
		return line("evidence", 3, 5, "one", args, records...)
	case support > 0:
		return line("evidence", 0, 5, "against", args, records...)
	default:
		return line("evidence", 0, 5, "none", args, records...)
	}
}

// weigh counts the attached looks that support a claim and those against it, by
// what was shown when they came back. The same look twice counts once.
func weigh(sc *Scenario, tr *TeamRun, c TriageClaim) (support, against int) {
	var pro, contra []string
	for _, id := range c.Evidence {
		j, ok := tr.job(id)
		if !ok {
			continue
		}
		v := sc.look(j.Ref).Shows[j.Variant]
		if slices.Contains(v.Supports, c.Diagnosis) && !slices.Contains(pro, j.Ref) {
			pro = append(pro, j.Ref)
		}
		if slices.Contains(v.Against, c.Diagnosis) && !slices.Contains(contra, j.Ref) {
			contra = append(contra, j.Ref)
		}
	}
	return len(pro), len(contra)
}

func worth(v Verdict) float64 {
	switch v {
	case Best:
		return 1
	case Workable:
		return 0.7
	case Wasteful:
		return 0.3
	case Harmful:
	}
	return 0
}

// mitigate takes the mean over the distinct completed actions; one done several
// times counts with its worst verdict.
func (in scoring) mitigate() ScoreLine {
	if in.run.Mitigated == nil {
		return line("mitigate", 0, 25, "not", nil)
	}
	verdicts := map[string]Verdict{}
	records := []uint64{in.run.Mitigated.Seq}
	for _, j := range in.run.Jobs {
		if j.Kind != ActionJob || j.Over != Done {
			continue
		}
		records = append(records, j.OverSeq)
		if old, seen := verdicts[j.Ref]; !seen || worth(j.Verdict) < worth(old) {
			verdicts[j.Ref] = j.Verdict
		}
	}
	if len(verdicts) == 0 {
		return line("mitigate", 0, 25, "no_actions", nil, records...)
	}
	sum := 0.0
	args := map[string]any{"actions": float64(len(verdicts)), "false": len(in.run.Refused) > 0}
	for _, v := range []Verdict{Best, Workable, Wasteful, Harmful} {
		n := 0.0
		for _, got := range verdicts {
			if got == v {
				n++
			}
		}
		args[string(v)] = n
		sum += n * worth(v)
	}
	points := 25 * sum / float64(len(verdicts))
	if len(in.run.Refused) > 0 {
		points = max(0, points-3)
		records = append(records, in.run.Refused...)
	}
	return line("mitigate", points, 25, "mean", args, records...)
}

func (in scoring) impact() ScoreLine {
	idle, par := in.sc.Idle, in.sc.Par.Impact
	share := min(max((idle-in.ledger)/(idle-par), 0), 1)
	args := map[string]any{"ledger": in.ledger, "idle": idle, "par": par, "percent": 100 * share}
	var records []uint64
	for _, j := range in.run.Jobs {
		if j.Kind == ActionJob && j.Over == Done {
			records = append(records, j.OverSeq)
		}
	}
	return line("impact", 25*share, 25, "share", args, records...)
}

// coordination offers for now what can be judged: whether somebody commanded.
func (in scoring) coordination() ScoreLine {
	if in.commander == 0 {
		return line("coordination", 0, 3, "no_commander", nil)
	}
	return line("coordination", 3, 3, "commander", nil, in.commander)
}

// band is the band of a line: 3 from 80%, 2 from 55%, 1 from 30% of its points.
func band(points, of float64) int {
	switch share := points / of; {
	case share >= 0.80:
		return 3
	case share >= 0.55:
		return 2
	case share >= 0.30:
		return 1
	default:
		return 0
	}
}
