package figures

import _ "embed"

// Each licence in a blob of its own.

//go:embed bigrams.bin
var bigramsFile string // LGPL-2.1-or-later

//go:embed readings.bin
var readingsFile string // Apache-2.0
