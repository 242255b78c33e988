package templates

import "misfortune/game/view"

// talkRows is with how many teams there is still room below their points.
const talkRows = 4

// stationNames are the milestones in order.
func stationNames() []string {
	return []string{view.Acknowledged, view.Triaged, view.Mitigated, view.Verified}
}

// haveReached counts the teams at or past a milestone.
func haveReached(teams []view.BoardTeam, name string) int {
	n := 0
	for _, team := range teams {
		if hasReached(team.Milestones, name) {
			n++
		}
	}
	return n
}

func meanImpact(teams []view.BoardTeam) float64 {
	sum := 0.0
	for _, team := range teams {
		sum += team.Impact.Now
	}
	return sum / float64(max(len(teams), 1))
}

// share is n of all, between 0 and 1.
func share(n, all int) float64 { return float64(n) / float64(max(all, 1)) }
