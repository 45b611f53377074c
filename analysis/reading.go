package analysis

// readings gives each rune of a passage its reading: "" for what has none.
// The items lie in the order of the runes of the text.
func (a *Analyzer) readings(p *passage) []string {
	var list []string
	for i := range p.words {
		w := &p.words[i]
		n := len([]rune(p.text[w.start:w.end]))
		var syllables []string
		if w.kind == hanWord && w.id != noWord {
			if all := a.dict.Readings(w.id, nil); len(all) > 0 {
				syllables = all[0].Append(nil)
			}
		}
		for k := range n {
			if k < len(syllables) && len(syllables) == n {
				list = append(list, syllables[k])
			} else {
				list = append(list, "")
			}
		}
	}
	return list
}
