package scenarios

import (
	"fmt"
	"io"

	"misfortune/game"
)

// Check parses each file and writes what it finds to w: its problems, one a
// line, or a summary of a file that is in order. ok tells that all files are.
// Errors of w are not reported.
func Check(w io.Writer, files []string) (ok bool) {
	ok = true
	owner := map[string]string{}
	for _, file := range files {
		scenario, problems := checkFile(file)
		if scenario != nil {
			if other, taken := owner[scenario.ID]; taken {
				problems = Problems{{File: file, Line: 1, Column: 1, Message: fmt.Sprintf("the id %q is that of %s already", scenario.ID, other)}}
			} else {
				owner[scenario.ID] = file
			}
		}
		if len(problems) > 0 {
			ok = false
			fmt.Fprintln(w, problems.Error())
			continue
		}
		summarize(w, file, scenario)
	}
	return ok
}

func checkFile(file string) (*game.Scenario, Problems) {
	src, err := readFile(file)
	if err != nil {
		return nil, Problems{{File: file, Line: 1, Column: 1, Message: "the file cannot be read: " + err.Error()}}
	}
	return Parse(file, src)
}

// summarize tells an author what the file comes to.
func summarize(w io.Writer, file string, s *game.Scenario) {
	fmt.Fprintf(w, "%s: in order\n", file)
	fmt.Fprintf(w, "  id          %s\n", s.ID)
	fmt.Fprintf(w, "  looks       %d\n", len(s.Looks))
	fmt.Fprintf(w, "  actions     %d\n", len(s.Actions))
	fmt.Fprintf(w, "  diagnoses   %d\n", len(s.Diagnoses))
	fmt.Fprintf(w, "  minutes     %d, in which the story goes on for %d\n", s.Minutes, s.Minutes*s.Clock)
	fmt.Fprintf(w, "  par         %v to acknowledge, %g impact-minutes\n", s.Par.Acknowledge, s.Par.Impact)
	fmt.Fprintf(w, "  idle        %.1f impact-minutes for a team that does nothing\n", s.Idle)
}
