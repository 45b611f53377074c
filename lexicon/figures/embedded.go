package figures

import _ "embed"

//go:embed bigrams.bin
var bigramsFile string // LGPL-2.1-or-later
