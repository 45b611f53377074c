package analysis

// Settings are the choices of a user that change what analysis says. The zero
// value is the default. A Settings value is immutable once it is in use.
type Settings struct {
	// Target is the register that texts are aimed at: Casual, Neutral or
	// Formal when Explicit, otherwise worked out from each text.
	Target   Register
	Explicit bool
	// Rules maps a code ("family/rule") or a family ("translationese") to the
	// severity asked for.
	Rules map[string]Severity
	// Words are words of the user's own: segmented whole, never flagged.
	Words []string
	// Ignore lists words that are never flagged.
	Ignore []string
	// Taiwan prefers the readings of Taiwan's standard.
	Taiwan bool
	// Levels maps words to levels of the user's own list (a CSV), beside HSK.
	Levels map[string]string
}
